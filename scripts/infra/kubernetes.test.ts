import { Deployment } from 'kubernetes-models/apps/v1'
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2'
import { Job } from 'kubernetes-models/batch/v1'
import { Ingress, NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1'
import { ConfigMap, Namespace, Service, ServiceAccount } from 'kubernetes-models/v1'
import { expect, test } from 'vitest'
import { settingsReference } from '../../apps/server/src/config.ts'
import { infraDocuments, infraFolder, infraYaml } from './read-infra.ts'

/** The kinds that are used; what each takes comes from the schema of Kubernetes. */
const KINDS = {
  ConfigMap,
  Deployment,
  HorizontalPodAutoscaler,
  Ingress,
  Job,
  Namespace,
  NetworkPolicy,
  PodDisruptionBudget,
  Service,
  ServiceAccount,
} as const

interface Manifest {
  apiVersion: string
  kind: keyof typeof KINDS
  metadata: { name: string }
}

interface Workload extends Manifest {
  spec: { replicas?: number; template: { metadata: { labels: Record<string, string> }; spec: PodSpec } }
}

interface PodSpec {
  securityContext: object
  containers: {
    image: string
    args: string[]
    envFrom: object[]
    securityContext: object
    resources: { requests: object; limits: object }
    ports?: { name: string }[]
    [probe: string]: unknown
  }[]
}

const kustomization = infraYaml('kubernetes/kustomization.yaml') as { resources: string[]; images: { name: string }[] }
const manifests = kustomization.resources.flatMap((file) => infraDocuments(`kubernetes/${file}`) as Manifest[])
const workloads = manifests.filter(({ kind }) => kind === 'Deployment' || kind === 'Job') as Workload[]

/** Wrong types and missing fields are found, keys that Kubernetes does not know are not; kubectl would be needed for those. */
test.each(manifests.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest] as const))(
  '%s is what Kubernetes takes',
  (_, manifest) => {
    const Kind = KINDS[manifest.kind]
    const model = new Kind(manifest as never)
    expect(() => model.validate()).not.toThrow()
    expect(model.apiVersion).toBe(manifest.apiVersion)
    expect(() => new Deployment({ metadata: { name: 'x' }, spec: { replicas: 'two' } } as never).validate()).toThrow()
  },
)

test('every file of the folder is applied', () => {
  expect(infraFolder('kubernetes/').filter((file) => file !== 'kustomization.yaml')).toEqual(kustomization.resources.toSorted())
})

test.each(workloads.map((workload) => [workload.metadata.name, workload] as const))(
  '%s runs closed in, with limits, settings and secrets by reference',
  (_, { spec }) => {
    const { template } = spec
    expect(template.spec.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    for (const container of template.spec.containers) {
      expect(kustomization.images.map(({ name }) => name)).toContain(container.image)
      expect(container.securityContext).toMatchObject({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      expect(container.resources).toMatchObject({
        requests: { cpu: expect.anything(), memory: expect.anything() },
        limits: { memory: expect.anything() },
      })
      expect(container.envFrom).toEqual([{ configMapRef: { name: 'backscroll-config' } }, { secretRef: { name: 'backscroll-secrets' } }])
      expect(JSON.stringify(container)).not.toContain('"value"')
    }
  },
)

test('api and worker are probed on the operator port, leave their number to an autoscaler, and are not all taken away at once', () => {
  const deployments = workloads.filter(({ kind }) => kind === 'Deployment')
  expect(deployments.map(({ metadata }) => metadata.name)).toEqual(['backscroll-api', 'backscroll-worker'])
  for (const { metadata, spec } of deployments) {
    const [container] = spec.template.spec.containers
    expect(spec.replicas).toBeUndefined()
    for (const [probe, path] of Object.entries({ startupProbe: '/healthz', livenessProbe: '/healthz', readinessProbe: '/readyz' }))
      expect(container?.[probe]).toMatchObject({ httpGet: { path, port: 'operator' } })
    expect(container?.ports?.map(({ name }) => name)).toContain('operator')
    for (const kind of ['HorizontalPodAutoscaler', 'PodDisruptionBudget'])
      expect(manifests.filter((one) => one.kind === kind).map((one) => one.metadata.name)).toContain(metadata.name)
    const budget = manifests.find((one) => one.kind === 'PodDisruptionBudget' && one.metadata.name === metadata.name)
    expect(budget).toMatchObject({ spec: { selector: { matchLabels: spec.template.metadata.labels } } })
  }
})

test('the settings have names that exist, and no secret stands among them', () => {
  const known = settingsReference().map(({ name }) => name)
  const config = manifests.find(({ kind }) => kind === 'ConfigMap') as Manifest & { data: Record<string, string> }
  expect(Object.keys(config.data).filter((name) => !known.includes(name) || /SECRET|TOKEN|KEY|PASSWORD|DATABASE_URL/.test(name))).toEqual(
    [],
  )
})
