import type { Locale } from '../../shared/locales.ts'

/** What the page beside the editor says. Numbers stand after a colon, which is part of the words, so that no language needs a plural. */
export type FrameWords = Record<
  'checking' | 'inOrder' | 'errors' | 'warnings' | 'unchanged' | 'handOver' | 'refusedErrors' | 'refusedNothing' | 'refusedNobody' | 'done' | 'failed' | 'ended',
  string
>

export const frameWords: Record<Locale, FrameWords> = {
  ru: {
    checking: 'Проверяем…',
    inOrder: 'Всё в порядке.',
    errors: 'Ошибок:',
    warnings: 'предупреждений:',
    unchanged: 'Ничего не изменено.',
    handOver: 'Проверить и передать',
    refusedErrors: 'Передать нельзя: сначала исправьте ошибки.',
    refusedNothing: 'Передавать нечего: ничего не изменено.',
    refusedNobody: 'Git не знает вашего имени. Выполните: git config user.name и git config user.email.',
    done: 'Передано. Ветка:',
    failed: 'Не передано. Почему, сказано в окне терминала.',
    ended: 'Редактор не отвечает: посмотрите в окно терминала.',
  },
  uk: {
    checking: 'Перевіряємо…',
    inOrder: 'Усе гаразд.',
    errors: 'Помилок:',
    warnings: 'попереджень:',
    unchanged: 'Нічого не змінено.',
    handOver: 'Перевірити й передати',
    refusedErrors: 'Передати не можна: спершу виправте помилки.',
    refusedNothing: 'Передавати нічого: нічого не змінено.',
    refusedNobody: 'Git не знає вашого імені. Виконайте: git config user.name і git config user.email.',
    done: 'Передано. Гілка:',
    failed: 'Не передано. Чому, сказано у вікні термінала.',
    ended: 'Редактор не відповідає: подивіться у вікно термінала.',
  },
  fr: {
    checking: 'Vérification…',
    inOrder: 'Tout est en ordre.',
    errors: 'Erreurs\u00A0:',
    warnings: 'avertissements\u00A0:',
    unchanged: 'Rien n’a changé.',
    handOver: 'Vérifier et remettre',
    refusedErrors: 'Remise impossible\u00A0: corrigez d’abord les erreurs.',
    refusedNothing: 'Rien à remettre\u00A0: rien n’a changé.',
    refusedNobody: 'Git ne connaît pas votre nom. Exécutez git config user.name et git config user.email.',
    done: 'Remis. Branche\u00A0:',
    failed: 'La remise a échoué\u00A0: la fenêtre du terminal dit pourquoi.',
    ended: 'L’éditeur ne répond pas\u00A0: regardez la fenêtre du terminal.',
  },
  en: {
    checking: 'Checking…',
    inOrder: 'Everything is in order.',
    errors: 'Errors:',
    warnings: 'warnings:',
    unchanged: 'Nothing has changed.',
    handOver: 'Check and hand over',
    refusedErrors: 'Not handed over: correct the errors first.',
    refusedNothing: 'Nothing to hand over: nothing has changed.',
    refusedNobody: 'Git does not know your name. Run git config user.name and git config user.email.',
    done: 'Handed over. Branch:',
    failed: 'Not handed over: the terminal window says why.',
    ended: 'The editor does not answer: look at the terminal window.',
  },
}
