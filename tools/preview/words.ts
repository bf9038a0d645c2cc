import type { Locale } from '../../shared/locales.ts'
import type { ChangedPage } from './differences.ts'

/** The words of the preview in one language. */
export type Words = {
  title: string
  from: string
  nothing: string
  channels: string
  /** Before the addresses of pages, with the colon. */
  repeats: string
  frame: string
  frameNote: string
  before: string
  after: string
  none: string
  states: Record<ChangedPage['state'] | 'same', string>
  place: string
  markupOnly: string
}

export const words: Record<Locale, Words> = {
  ru: {
    title: 'Изменения на сайте: до и после',
    from: 'Сравнение с состоянием',
    nothing: 'На сайте ничего не изменилось.',
    channels: 'Каналы связи',
    repeats: 'Изменены и страницы, которые повторяют показанное выше:',
    frame: 'Шапка, меню и подвал',
    frameNote: 'Эти страницы изменились только в общей части. Показана одна из них.',
    before: 'до',
    after: 'после',
    none: 'нет',
    states: { changed: 'изменена', new: 'новая', removed: 'удалена', same: 'без изменений' },
    place: 'Знак',
    markupOnly: 'Текст тот же, изменилось только оформление.',
  },
  uk: {
    title: 'Зміни на сайті: до і після',
    from: 'Порівняння зі станом',
    nothing: 'На сайті нічого не змінилося.',
    channels: 'Канали зв’язку',
    repeats: 'Змінено й сторінки, що повторюють показане вище:',
    frame: 'Шапка, меню і підвал',
    frameNote: 'Ці сторінки змінилися лише у спільній частині. Показано одну з них.',
    before: 'до',
    after: 'після',
    none: 'немає',
    states: { changed: 'змінена', new: 'нова', removed: 'вилучена', same: 'без змін' },
    place: 'Знак',
    markupOnly: 'Текст той самий, змінилося лише оформлення.',
  },
  fr: {
    title: 'Changements du site\u00A0: avant et après',
    from: 'Comparé à l’état',
    nothing: 'Rien n’a changé sur le site.',
    channels: 'Moyens de contact',
    repeats: 'Ont aussi changé les pages qui répètent ce qui précède\u00A0:',
    frame: 'En-tête, menu et pied de page',
    frameNote: 'Ces pages n’ont changé que dans leur partie commune. En voici une.',
    before: 'avant',
    after: 'après',
    none: 'rien',
    states: { changed: 'modifiée', new: 'nouvelle', removed: 'supprimée', same: 'sans changement' },
    place: 'Signe',
    markupOnly: 'Le texte est le même, seule la présentation a changé.',
  },
  en: {
    title: 'Changes of the site: before and after',
    from: 'Compared with',
    nothing: 'Nothing on the site has changed.',
    channels: 'Contact channels',
    repeats: 'Pages that repeat what is shown above have changed, too:',
    frame: 'Header, menu and footer',
    frameNote: 'These pages have changed only in what all pages share. One of them is shown.',
    before: 'before',
    after: 'after',
    none: 'none',
    states: { changed: 'changed', new: 'new', removed: 'removed', same: 'unchanged' },
    place: 'Character',
    markupOnly: 'The text is the same; only its look has changed.',
  },
}
