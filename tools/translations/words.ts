import type { Locale } from '../../shared/locales.ts'
import type { LanguageStatus, PageChange } from './status.ts'

/** The words of the report in one language. Numbers stand apart from nouns, so that no plural is needed. */
export type Words = {
  title: string
  page: string
  states: Record<Exclude<LanguageStatus['state'], 'behind'>, string>
  behind: string
  edited: string
  comparedWith: string
  byNobody: string
  kinds: Record<PageChange['kind'], string>
  urgent: string
  missingIn: string
  uncommitted: string
  sinceUnknown: string
  oldTextUnknown: string
  nothingBehind: string
  unnamed: string
  howToConfirm: string
}

export const words: Record<Locale, Words> = {
  ru: {
    title: 'Переводы: что изменилось с последнего сравнения',
    page: 'Страница',
    states: { original: 'оригинал', current: 'без изменений', uncompared: 'не сравнивали', missing: 'страницы нет' },
    behind: 'отстаёт, изменений',
    edited: 'своих правок',
    comparedWith: 'сравнено с языком',
    byNobody: 'начальное состояние, никто не сравнивал',
    kinds: { new: 'новый текст', changed: 'изменённый текст', removed: 'удалённый текст' },
    urgent: 'срочно',
    missingIn: 'не учтено',
    uncommitted: 'ещё не сохранено в git',
    sinceUnknown: 'дата неизвестна',
    oldTextUnknown: 'прежний текст неизвестен',
    nothingBehind: 'Ни одна страница не отстаёт от записанного состояния.',
    unnamed: 'Записей, которые никто не сравнивал',
    howToConfirm: 'Когда вы сравнили страницу и перевели изменения',
  },
  uk: {
    title: 'Переклади: що змінилося з останнього порівняння',
    page: 'Сторінка',
    states: { original: 'оригінал', current: 'без змін', uncompared: 'не порівнювали', missing: 'сторінки немає' },
    behind: 'відстає, змін',
    edited: 'власних правок',
    comparedWith: 'порівняно з мовою',
    byNobody: 'початковий стан, ніхто не порівнював',
    kinds: { new: 'новий текст', changed: 'змінений текст', removed: 'вилучений текст' },
    urgent: 'терміново',
    missingIn: 'не враховано',
    uncommitted: 'ще не збережено в git',
    sinceUnknown: 'дата невідома',
    oldTextUnknown: 'попередній текст невідомий',
    nothingBehind: 'Жодна сторінка не відстає від записаного стану.',
    unnamed: 'Записів, які ніхто не порівнював',
    howToConfirm: 'Коли ви порівняли сторінку й переклали зміни',
  },
  fr: {
    title: 'Traductions : ce qui a changé depuis la dernière comparaison',
    page: 'Page',
    states: { original: 'original', current: 'sans changement', uncompared: 'jamais comparée', missing: 'absente' },
    behind: 'en retard, changements',
    edited: 'retouches propres',
    comparedWith: 'comparée avec la langue',
    byNobody: 'état initial, comparé par personne',
    kinds: { new: 'nouveau texte', changed: 'texte modifié', removed: 'texte supprimé' },
    urgent: 'urgent',
    missingIn: 'à reprendre',
    uncommitted: 'pas encore enregistré dans git',
    sinceUnknown: 'date inconnue',
    oldTextUnknown: 'ancien texte inconnu',
    nothingBehind: 'Aucune page n’est en retard sur l’état enregistré.',
    unnamed: 'Enregistrements que personne n’a comparés',
    howToConfirm: 'Après avoir comparé la page et traduit les changements',
  },
  en: {
    title: 'Translations: what has changed since they were compared',
    page: 'Page',
    states: { original: 'original', current: 'unchanged', uncompared: 'never compared', missing: 'missing' },
    behind: 'behind, changes',
    edited: 'own edits',
    comparedWith: 'compared with',
    byNobody: 'initial state, compared by nobody',
    kinds: { new: 'new text', changed: 'changed text', removed: 'removed text' },
    urgent: 'urgent',
    missingIn: 'not yet in',
    uncommitted: 'not committed to git yet',
    sinceUnknown: 'date unknown',
    oldTextUnknown: 'former text unknown',
    nothingBehind: 'No page is behind what was recorded.',
    unnamed: 'Records that nobody has compared',
    howToConfirm: 'When you have compared a page and translated the changes',
  },
}
