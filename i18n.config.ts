import { localeCodes } from '#shared/locales'
import { pluralIndex } from '#shared/format'

export default defineI18nConfig(() => ({
  legacy: false,
  pluralRules: Object.fromEntries(localeCodes.map(code => [code, pluralIndex(code)])),
}))
