import type { Locale } from '../../shared/locales.ts'

/** Why nothing was written, for the person at the editor; what is wrong with the text itself the messages of the checker say. */
export const refusals: Record<Locale, Record<'forbidden' | 'changedElsewhere' | 'noAnswer', string>> = {
  ru: {
    forbidden: 'Этот файл редактор не меняет.',
    changedElsewhere: 'этот файл с тех пор изменили в другом месте. Скопируйте свой текст и перезагрузите редактор.',
    noAnswer: 'Не сохранено: редактор не отвечает. Скопируйте свой текст и посмотрите в окно терминала; если редактор закрыт, запустите его снова.',
  },
  uk: {
    forbidden: 'Цього файлу редактор не змінює.',
    changedElsewhere: 'цей файл відтоді змінили в іншому місці. Скопіюйте свій текст і перезавантажте редактор.',
    noAnswer: 'Не збережено: редактор не відповідає. Скопіюйте свій текст і подивіться у вікно термінала; якщо редактор закрито, запустіть його знову.',
  },
  fr: {
    forbidden: 'L’éditeur ne modifie pas ce fichier.',
    changedElsewhere: 'ce fichier a été modifié ailleurs depuis. Copiez votre texte, puis rechargez l’éditeur.',
    noAnswer: 'Rien n’est enregistré\u00A0: l’éditeur ne répond pas. Copiez votre texte et regardez la fenêtre du terminal\u202F; si l’éditeur est fermé, relancez-le.',
  },
  en: {
    forbidden: 'The editor may not write this file.',
    changedElsewhere: 'this file was changed elsewhere since it was opened here. Copy your text, then reload the editor.',
    noAnswer: 'Not saved: the editor does not answer. Copy your text and look at the terminal window; if the editor is closed, start it again.',
  },
}
