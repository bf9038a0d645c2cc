import { expect, it } from 'vitest'
import { pageLocale } from '../../../../tools/visits/page-locale.ts'

it.each([
  ['/ru', 'ru'],
  ['/uk/', 'uk'],
  ['/fr?from=tg', 'fr'],
  ['/en/steps', 'en'],
  ['/ru/steps/', 'ru'],
  ['/ru/steps/?a=/b', 'ru'],
  ['/ru/visits', 'ru'],
  ['/ru/4040', 'ru'],
  ['/', undefined],
  ['', undefined],
  ['/de', undefined],
  ['/RU', undefined],
  ['/rus', undefined],
  ['/ru/404', undefined],
  ['/ru/busy/', undefined],
  ['/ru/unavailable?x', undefined],
  ['/ru/steps.php', undefined],
  ['/ru/a/b', undefined],
  ['/ru//', undefined],
  ['/ru/%73teps', undefined],
  ['//ru', undefined],
  ['https://guide.example/ru', undefined],
])('%s: %s', (target, locale) => expect(pageLocale(target)).toBe(locale))
