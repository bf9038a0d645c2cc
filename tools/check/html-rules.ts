import type { ConfigData } from 'html-validate'

/** How the recommended rules of html-validate are changed, each with its reason. */
export const htmlRules: ConfigData['rules'] = {
  // Nuxt names its root element `__nuxt`; HTML allows every id without a space.
  'valid-id': ['error', { relaxed: true }],
  // 60 characters for the title of the page, which its schema holds, and the name of the site after it.
  'long-title': ['error', { maxlength: 110 }],
  // The stylesheet keeps a number on one line; with no-break spaces its end would lie outside of a window that is narrower than the number.
  'tel-non-breaking': 'off',
}
