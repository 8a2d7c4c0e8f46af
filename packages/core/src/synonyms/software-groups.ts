import { groupsFrom } from './synonym-group.ts'

/** Building and shipping software. */
export const SOFTWARE_GROUPS = groupsFrom(`
  deploy, deployment, ship, release, roll out, rollout, go live, push to production
  roll back, rollback, revert, back out, undo the release
  hotfix, hot fix, quick fix, emergency fix
  patch, bugfix, bug fix
  bug, defect, glitch
  pull request, pr, merge request, mr
  code review, pr review, peer review
  branch protection, protected branch
  repository, repo, codebase, code base
  continuous integration, ci, build pipeline, ci pipeline
  build failure, broken build, red build, failing build
  flaky, unstable, intermittent, sporadic
  unit test, automated test
  end-to-end test, e2e, integration test
  qa, quality assurance
  staging, pre-production, preprod, test environment
  production, prod, live environment, live system
  development environment, dev environment, local setup, dev setup
  feature flag, feature toggle, feature switch
  configuration, config, settings
  environment variable, env var
  dependency, third-party library, package version
  upgrade, bump, version update
  deprecate, sunset, phase out, end of life, eol
  migration, migrate, move over, cut over, cutover
  refactor, clean up the code, restructure, rewrite
  technical debt, tech debt, legacy code
  database, db
  schema change, database migration, ddl
  backup, back-up, snapshot, dump
  restore, recover the data, recovery
  replica, read replica, standby, follower
  query timeout, slow query
  queue, message queue, backlog of jobs
  worker, background job, cron job, scheduled job
  endpoint, api route
  webhook, callback url
  rate limit, rate limiting, throttle, throttling, quota exceeded, 429
  timeout, time out, timed out
  rerun, re-run, retry
  memory leak, out of memory, oom, heap exhausted
  cpu load, high cpu, cpu usage
  disk full, no space left, out of disk
  certificate, cert, tls certificate, ssl certificate
  dns, name resolution, domain records
  load balancer, lb, reverse proxy
  kubernetes, k8s
  container, docker image
  infrastructure, infra
  documentation, docs, manual, handbook
  runbook, playbook, operating procedure
  readme, setup guide, getting started
  design doc, design document, rfc, technical proposal
  architecture decision, adr
  changelog, release notes, what's new
  front end, front-end, frontend, client side
  back end, back-end, backend, server side
  mobile app, ios app, android app
  user interface, ui
  dark mode, dark theme
  wording, copywriting, microcopy
  localization, localisation, translation, i18n
  accessibility, a11y
  analytics, usage data, usage statistics
  search index, reindex, re-index
  machine learning, ml
  crash, segfault, core dump
  stack trace, stacktrace, traceback, backtrace
  debug, troubleshoot, diagnose
  reproduce, repro, steps to reproduce
  workaround, work around, temporary fix, stopgap
`)
