import { type CSSVariablesResolver, createTheme } from '@mantine/core'

export const theme = createTheme({
  primaryColor: 'indigo',
  // a little blue in the greys of the night
  colors: { dark: ['#c9ccd3', '#b4b8c0', '#8b909b', '#5b606b', '#3a3e47', '#2b2f37', '#1e2128', '#16181d', '#121418', '#0e1013'] },
  primaryShade: { light: 7, dark: 8 },
  autoContrast: true,
  defaultRadius: 'md',
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  headings: { fontWeight: '650' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Badge: { defaultProps: { tt: 'none', fw: 600 } },
    Card: { defaultProps: { withBorder: true } },
    // the heading of a dialog is no second banner of the page
    Modal: { defaultProps: { attributes: { header: { role: 'none' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'none' } } } },
  },
})

/** What makes contrast pass in both schemes: dimmed text, light badges, labels of charts. */
export const contrast: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[7],
    '--mantine-color-error': colors.red[9],
    '--mantine-color-indigo-light-color': '#2f44ad',
    '--mantine-color-teal-light-color': '#056046',
    '--mantine-color-orange-light-color': '#8a3b00',
    '--mantine-color-yellow-light-color': '#6b4a00',
    '--mantine-color-red-light-color': '#a51111',
    '--mantine-color-gray-light-color': colors.gray[8],
    '--chart-text-color': colors.gray[7],
  },
  dark: {
    '--mantine-color-dimmed': colors.dark[1],
    '--mantine-color-placeholder': colors.dark[1],
    '--mantine-color-text': colors.gray[2],
    '--mantine-color-error': colors.red[3],
    '--mantine-color-anchor': colors.indigo[3],
    '--chart-text-color': colors.dark[1],
  },
})
