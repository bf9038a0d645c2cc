import { createConfigForNuxt } from '@nuxt/eslint-config/flat'
import jsonc from 'eslint-plugin-jsonc'

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
  .append(
    // Sorted keys: a missing translation shows at the same place in all four files.
    { files: ['locales/*.json'], plugins: { jsonc }, language: 'jsonc/x', rules: { 'no-irregular-whitespace': 'off', 'jsonc/sort-keys': ['error', 'asc', { caseSensitive: true, natural: false }] } },
  )
