import { createConfigForNuxt } from '@nuxt/eslint-config/flat'
import { createNodeResolver, importX } from 'eslint-plugin-import-x'
import jsonc from 'eslint-plugin-jsonc'

/** Which folder knows nothing of which: the floors of the house. Tests may look into all of them. */
const zones = [
  { target: './shared', from: ['./server', './tools', './editor', './components', './composables', './modules', './pages'] },
  { target: './server', from: ['./tools', './editor', './components', './composables', './modules', './pages'] },
  { target: './server/counter', from: './server/http' },
  { target: ['./components', './composables', './modules', './pages'], from: './server' },
  { target: './tools/check', from: './tools/release' },
  { target: './editor', from: ['./server', './tools', './components', './composables', './modules', './pages'] },
]

export default createConfigForNuxt({ features: { stylistic: true } })
  .append({ ignores: ['**/.output*/**', '**/.nuxt*/**', 'test-results/**', 'playwright-report/**'] })
  .append({
    files: ['**/*.ts', '**/*.vue', '**/*.mjs'],
    rules: {
      // A page is one word, and so is a component that editors write in Markdown.
      'vue/multi-word-component-names': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
    },
  })
  .append({
    files: ['**/*.ts', '**/*.vue'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.vue'], alias: { '~': [import.meta.dirname] } })] },
    rules: { 'import-x/no-restricted-paths': ['error', { zones, basePath: import.meta.dirname }] },
  })
  .append(
    // Sorted keys: a missing translation shows at the same place in all four files.
    { files: ['locales/**/*.json'], plugins: { jsonc }, language: 'jsonc/x', rules: { 'no-irregular-whitespace': 'off', 'jsonc/sort-keys': ['error', 'asc', { caseSensitive: true, natural: false }] } },
  )
