import { pluralIndex } from '#shared/plural'

export default defineI18nConfig(() => ({
  legacy: false,
  pluralRules: {
    ru: pluralIndex('ru'),
    uk: pluralIndex('uk'),
    fr: pluralIndex('fr'),
    en: pluralIndex('en'),
  },
}))
