import type { Locale } from '../../shared/locales.ts'
import { en } from './labels/en.ts'
import { fr } from './labels/fr.ts'
import { ru } from './labels/ru.ts'
import { uk } from './labels/uk.ts'
import type { Words } from './words.ts'

/** The words of the forms, in the languages of the site. */
export const labels: Record<Locale, Words> = { ru, uk, fr, en }
