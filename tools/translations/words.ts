import type { Locale } from '../../shared/locales.ts'

/** The words of the status and of the other command in one language. Numbers stand apart from nouns, so that no plural is needed. */
export type Words = {
  page: string
  states: Record<'original' | 'current' | 'uncompared' | 'missing', string>
  behind: string
  edited: string
  kinds: Record<'new' | 'removed', string>
  missingIn: string
  nothingBehind: string
  unnamed: string
  howToConfirm: string
  /** Before the name of a file, with the colon. */
  written: string
  confirmed: (page: string, source: Locale) => string
  /** Before what is in the way, with the colon. */
  notConfirmed: (page: string) => string
  turned: (page: string, source: Locale) => string
  untouched: (page: string, source: Locale, file: string) => string
}

export const words: Record<Locale, Words> = {
  ru: {
    page: 'Страница',
    states: { original: 'оригинал', current: 'без изменений', uncompared: 'не сравнивали', missing: 'страницы нет' },
    behind: 'отстаёт, изменений',
    edited: 'своих правок',
    kinds: { new: 'новый или изменённый текст', removed: 'удалённый или заменённый текст' },
    missingIn: 'не учтено',
    nothingBehind: 'Ни одна страница не отстаёт от записанного состояния.',
    unnamed: 'Записей, которые никто не сравнивал',
    howToConfirm: 'Когда вы сравнили страницу и перевели изменения',
    written: 'Записано:',
    confirmed: (page, source) => `${page}: сказано то же, что и на языке ${source}.`,
    notConfirmed: page => `Страница ${page} не подтверждена: факты двух страниц расходятся или в одной из них есть ошибки:`,
    turned: (page, source) => `Теперь ${page} следует за языком ${source}; до сих пор было наоборот.`,
    untouched: (page, source, file) => `Проверьте: с последнего сравнения изменился текст на языке ${source}, а страница ${page} осталась прежней. Если её ещё нужно перевести, верните запись: git restore ${file} (вместе со всем, что в этом файле ещё не сохранено в git).`,
  },
  uk: {
    page: 'Сторінка',
    states: { original: 'оригінал', current: 'без змін', uncompared: 'не порівнювали', missing: 'сторінки немає' },
    behind: 'відстає, змін',
    edited: 'власних правок',
    kinds: { new: 'новий або змінений текст', removed: 'вилучений або замінений текст' },
    missingIn: 'не враховано',
    nothingBehind: 'Жодна сторінка не відстає від записаного стану.',
    unnamed: 'Записів, які ніхто не порівнював',
    howToConfirm: 'Коли ви порівняли сторінку й переклали зміни',
    written: 'Записано:',
    confirmed: (page, source) => `${page}: сказано те саме, що й мовою ${source}.`,
    notConfirmed: page => `Сторінку ${page} не підтверджено: факти двох сторінок розходяться або в одній із них є помилки:`,
    turned: (page, source) => `Відтепер ${page} іде за мовою ${source}; досі було навпаки.`,
    untouched: (page, source, file) => `Перевірте: з останнього порівняння змінився текст мовою ${source}, а сторінка ${page} лишилася колишньою. Якщо її ще треба перекласти, поверніть запис: git restore ${file} (разом з усім, що в цьому файлі ще не збережено в git).`,
  },
  fr: {
    page: 'Page',
    states: { original: 'original', current: 'sans changement', uncompared: 'jamais comparée', missing: 'absente' },
    behind: 'en retard, changements',
    edited: 'retouches propres',
    kinds: { new: 'texte nouveau ou modifié', removed: 'texte supprimé ou remplacé' },
    missingIn: 'à reprendre',
    nothingBehind: 'Aucune page n’est en retard sur l’état enregistré.',
    unnamed: 'Enregistrements que personne n’a comparés',
    howToConfirm: 'Après avoir comparé la page et traduit les changements',
    written: 'Écrit\u00A0:',
    confirmed: (page, source) => `${page} dit la même chose que la page en ${source}.`,
    notConfirmed: page => `${page} n’est pas confirmée, car les faits des deux pages diffèrent ou l’une d’elles contient des erreurs\u00A0:`,
    turned: (page, source) => `Désormais, ${page} suit la page en ${source}\u202F; jusqu’ici, c’était l’inverse.`,
    untouched: (page, source, file) => `Vérifiez\u00A0: depuis la dernière comparaison, le texte en ${source} a changé, mais pas ${page}. Si la traduction reste à faire, annulez l’enregistrement\u00A0: git restore ${file} (avec tout ce qui, dans ce fichier, n’est pas encore enregistré dans git).`,
  },
  en: {
    page: 'Page',
    states: { original: 'original', current: 'unchanged', uncompared: 'never compared', missing: 'missing' },
    behind: 'behind, changes',
    edited: 'own edits',
    kinds: { new: 'new or changed text', removed: 'text removed or replaced' },
    missingIn: 'not yet in',
    nothingBehind: 'No page is behind what was recorded.',
    unnamed: 'Records that nobody has compared',
    howToConfirm: 'When you have compared a page and translated the changes',
    written: 'Written:',
    confirmed: (page, source) => `${page} says the same as ${source}.`,
    notConfirmed: page => `${page} is not confirmed, since the facts of both pages differ or one of them has errors:`,
    turned: (page, source) => `From now on ${page} follows ${source}; until now it was the other way round.`,
    untouched: (page, source, file) => `Please check: since the last comparison the text in ${source} has changed, but ${page} has not. If it is still to be translated, take the record back: git restore ${file} (with all else in that file that git does not have yet).`,
  },
}
