import type { Locale } from '../../shared/locales.ts'
import type { ChangedFile } from './changes.ts'

/** The words of the preview in one language. */
export type Words = {
  title: string
  from: string
  nothing: string
  channels: string
  before: string
  after: string
  none: string
  states: Record<ChangedFile['state'] | 'same', string>
  place: string
  sameWords: string
}

export const words: Record<Locale, Words> = {
  ru: {
    title: 'Изменения на сайте: до и после',
    from: 'Сравнение с состоянием',
    nothing: 'На сайте ничего не изменилось.',
    channels: 'Каналы связи',
    before: 'до',
    after: 'после',
    none: 'нет',
    states: { changed: 'изменена', new: 'новая', removed: 'удалена', same: 'без изменений' },
    place: 'Знак',
    sameWords: 'Слова те же: изменились только переносы строк, разметка или комментарии.',
  },
  uk: {
    title: 'Зміни на сайті: до і після',
    from: 'Порівняння зі станом',
    nothing: 'На сайті нічого не змінилося.',
    channels: 'Канали зв’язку',
    before: 'до',
    after: 'після',
    none: 'немає',
    states: { changed: 'змінена', new: 'нова', removed: 'вилучена', same: 'без змін' },
    place: 'Знак',
    sameWords: 'Слова ті самі: змінилися лише перенесення рядків, розмітка або коментарі.',
  },
  fr: {
    title: 'Changements du site\u00A0: avant et après',
    from: 'Comparé à l’état',
    nothing: 'Rien n’a changé sur le site.',
    channels: 'Moyens de contact',
    before: 'avant',
    after: 'après',
    none: 'rien',
    states: { changed: 'modifiée', new: 'nouvelle', removed: 'supprimée', same: 'sans changement' },
    place: 'Signe',
    sameWords: 'Les mots sont les mêmes\u00A0: seuls les retours à la ligne, le balisage ou les commentaires ont changé.',
  },
  en: {
    title: 'Changes of the site: before and after',
    from: 'Compared with',
    nothing: 'Nothing on the site has changed.',
    channels: 'Contact channels',
    before: 'before',
    after: 'after',
    none: 'none',
    states: { changed: 'changed', new: 'new', removed: 'removed', same: 'unchanged' },
    place: 'Character',
    sameWords: 'The words are the same; only line breaks, markup or comments have changed.',
  },
}
