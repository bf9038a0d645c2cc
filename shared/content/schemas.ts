import { isValidPhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { z } from 'zod'
import { projects, type ChannelEntry } from '../contacts.ts'
import { isDay } from '../day.ts'
import type { MessageId } from '../tool-words.ts'
import { isOnionAddress } from './onion-address.ts'

// The error texts are names of messages (locales/tools), since editors read them in four languages.

const mirrorKinds = ['web', 'onion', 'copy'] as const

const measures = ['appeals', 'visits', 'visits-russia', 'surrendered', 'pending', 'operators', 'blocked'] as const

export const keyPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

// Forms cannot run a refinement: `meta` gives them a pattern that refuses what they can notice (editor/config/fields.ts).
const text = z.string().refine(
  value => value.length > 0 && value === value.trim(),
  wrong('text-empty'),
).meta({ pattern: /^\S(?:.*\S)?$/u.source })

const key = z.string().regex(keyPattern, wrong('key-form'))

const localeText = z.strictObject({ ru: text, uk: text, fr: text, en: text }, {
  error: issue => issue.code === 'invalid_type' ? wrong('texts-missing').error : undefined,
})

/** A language of a source or of an operator, not a locale of this site. */
const language = z.string().regex(/^[a-z]{2,3}$/, wrong('language-form'))

const printable = z.string().superRefine((value, context) => {
  const strange = [...value].find(character => character < '!' || character > '~')
  if (strange === undefined) return
  const code = `U+${(strange.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  context.addIssue({
    code: 'custom',
    message: wrong('not-ascii').error,
    params: { code },
  })
})

const partialDatePattern = /^\d{4}(?:-\d\d){0,2}$/

const e164 = printable
  .regex(/^\+[1-9]\d{6,14}$/, wrong('phone-form'))
  .refine(value => isValidPhoneNumber(value), wrong('phone-impossible'))
  .refine(value => parsePhoneNumberFromString(value)?.country === 'UA', wrong('phone-country'))

const handle = printable.regex(/^[A-Za-z][A-Za-z0-9_]{4,31}$/, wrong('handle-form'))

/** Encoded international names are refused: a look-alike host would pass as ASCII. */
const host = printable.regex(/^(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, wrong('host-form'))

/** A folder: its pages are found by adding their place to it. */
const address = printable.pipe(z.url({ protocol: /^https?$/, ...wrong('address-http') }))
  .refine(value => /^https?:\/\/[^?#]+\/$/.test(value), wrong('mirror-slash'))
  .meta({ pattern: '^https?://[^?#]+/$' })

/** 42 bytes in base64, of which the first two say Ed25519: https://jedisct1.github.io/minisign/ */
const releaseKey = printable.regex(/^RW[Q-T][A-Za-z0-9+/]{53}$/, wrong('release-key-form'))

const securityContact = z.string().regex(/^(?:mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https:\/\/[^\s"<>]+)$/, wrong('security-form'))
  .meta({ pattern: '^(?:mailto:[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|https://[^\\s"<>]+)$' })

/** Only the address of a site: marks behind it could tell where people come from. */
const neutralSite = z.url({ protocol: /^https$/, ...wrong('address-https') })
  .refine(value => !/[?#@]/.test(value), wrong('address-plain'))
  .meta({ pattern: '^https://[^?#@]+$' })

const sourceKeys = z.array(key)
  .refine(isUnique, wrong('source-twice'))

const someSourceKeys = sourceKeys.refine(keys => keys.length > 0, wrong('source-none')).meta({ minItems: 1 })

function isUnique(list: readonly string[]): boolean {
  return new Set(list).size === list.length
}

/** A list of which no two entries have the same value in a field. */
function uniqueBy<Field extends string, Entry extends Record<Field, string>>(field: Field, list: z.ZodType<Entry[]>) {
  return list.superRefine((entries, context) => {
    for (const [index, { [field]: value }] of entries.entries()) {
      if (entries.findIndex(other => other[field] === value) < index)
        context.addIssue({ code: 'custom', message: wrong('duplicate-key').error, path: [index, field] })
    }
  })
}

/**
 * The schemas of all content files. They depend on the day, since no date may lie in the future.
 *
 * @param today the UTC day, `YYYY-MM-DD`
 */
export function contentSchemas(today: string) {
  const notInFuture = { ...wrong('date-future'), params: { today } }
  const day = z.iso.date(wrong('date-form')).refine(value => value <= today, notInFuture)
  const partialDate = z.string()
    .refine(isPartialDate, wrong('date-part-form'))
    .refine(value => value <= today, notInFuture)
    .meta({ pattern: partialDatePattern.source })

  const deed = z.strictObject({ on: day, by: text })

  const shared = {
    key,
    project: z.enum(projects),
    languages: z.array(language),
    hours: text.nullable(),
    published: z.strictObject({ on: partialDate, source: key }),
    confirmed: deed.nullable(),
    approved: deed.nullable(),
    sources: someSourceKeys,
    limit_days: z.int().min(1, wrong('limit-days')).max(365, wrong('limit-days')).optional(),
    label: localeText,
    use: localeText,
    reveals: localeText,
    state: localeText,
  }
  const impostors = z.strictObject({
    source: key,
    handles: z.array(z.strictObject({ handle, imitates: z.enum(['bot', 'channel']) })).min(1),
  })

  const channel = z.discriminatedUnion('kind', [
    z.strictObject({ ...shared, kind: z.literal('phone'), value: e164 }),
    z.strictObject({
      ...shared,
      kind: z.literal('telegram'),
      value: handle,
      account_id: z.string().regex(/^\d{5,20}$/, wrong('account-form')).optional(),
      impostors: impostors.optional(),
    }).refine(({ key, value }) => !/(?:^|-)bot$/.test(key) || /bot$/i.test(value), {
      ...wrong('bot-form'),
      path: ['value'],
    }),
    z.strictObject({ ...shared, kind: z.literal('whatsapp'), value: e164.nullable() }),
    z.strictObject({ ...shared, kind: z.literal('site'), value: host }),
  ]) satisfies z.ZodType<ChannelEntry>

  const source = z.strictObject({
    publisher: text,
    latin: text.regex(/^[\p{Script=Latin}\p{Script=Common}]+$/u, wrong('latin-letters')).optional(),
    names: localeText.optional(),
    lang: language,
    published: partialDate.optional(),
    reprint: z.boolean().optional(),
    url: z.url({ protocol: /^https?$/, ...wrong('address-http') }).meta({ pattern: '^https?://' }).optional(),
  }).refine(
    ({ publisher, latin, names }) => latin !== undefined || names !== undefined || /^[\p{Script=Latin}\p{Script=Common}]+$/u.test(publisher),
    { ...wrong('latin-missing'), path: ['publisher'] },
  )

  const figure = z.strictObject({
    key,
    measure: z.enum(measures),
    value: z.int(wrong('figure-value')).positive(wrong('figure-value')),
    bound: z.enum(['over', 'about', 'exact']),
    on: partialDate,
    contested: z.boolean(),
    sources: someSourceKeys,
  })

  return {
    channel,
    sources: z.record(key, source),
    figures: z.strictObject({ figures: uniqueBy('key', z.array(figure)) }),
    timeline: z.strictObject({ events: z.array(z.strictObject({ on: partialDate, text: localeText, sources: someSourceKeys })) }),
    menu: z.strictObject({
      groups: z.array(z.strictObject({ label: localeText, pages: z.array(key).min(1, wrong('list-empty')) })).min(1, wrong('list-empty'))
        .refine(groups => isUnique(groups.flatMap(({ pages }) => pages)), wrong('page-twice')),
      bar: z.array(key).max(6, wrong('bar-length')).refine(isUnique, wrong('page-twice')),
    }),
    mirrors: z.strictObject({ mirrors: z.array(z.strictObject({ kind: z.enum(mirrorKinds), address, confirmed: deed }).refine(
      ({ kind, address }) => !URL.canParse(address) || (kind === 'onion') === isOnionAddress(new URL(address).hostname),
      { ...wrong('mirror-onion'), path: ['address'] },
    )) }),
    releaseKeys: z.strictObject({
      threshold: z.int().min(1),
      // The first ten bytes only name a key: under another name it is the same, and its signature must not count again.
      keys: z.array(z.strictObject({ key: releaseKey, since: day })).refine(
        keys => new Set(keys.map(({ key }) => Buffer.from(key, 'base64').toString('hex', 10))).size === keys.length,
        wrong('release-key-twice'),
      ),
    }).refine(({ threshold, keys }) => keys.length === 0 || threshold <= keys.length, {
      ...wrong('release-threshold'),
      path: ['threshold'],
    }),
    release: z.strictObject({ number: z.int().positive(), date: day }),
    publisher: z.strictObject({
      name: localeText.nullable(),
      source_url: z.url({ protocol: /^https$/, ...wrong('address-https') }).meta({ pattern: '^https://' }).nullable(),
      security: z.strictObject({ contact: securityContact }).nullable(),
    }),
    leave: z.strictObject({ ru: neutralSite, uk: neutralSite, fr: neutralSite, en: neutralSite }),
    frontMatter: z.strictObject({
      title: text.max(60, wrong('title-length')),
      description: text.max(160, wrong('description-length')),
      reviewed: day,
      open: z.int().min(0).optional(),
      next: z.array(key).refine(isUnique, wrong('page-twice')).optional(),
    }),
  }
}

type Schemas = ReturnType<typeof contentSchemas>

export type Source = z.output<Schemas['sources']>[string]
export type Figure = z.output<Schemas['figures']>['figures'][number]
export type TimelineEvent = z.output<Schemas['timeline']>['events'][number]
/** The pages in groups, as menu and foot show them, and those that the bar names on wide screens. */
export type Menu = z.output<Schemas['menu']>
export type Mirror = z.output<Schemas['mirrors']>['mirrors'][number]
export type ReleaseKeys = z.output<Schemas['releaseKeys']>
export type Release = z.output<Schemas['release']>
export type Publisher = z.output<Schemas['publisher']>
/** Where the quick exit leads, by locale. */
export type Leave = z.output<Schemas['leave']>
export type FrontMatter = z.output<Schemas['frontMatter']>

/** The name of a message, in the form that zod takes. */
function wrong(error: MessageId): { error: MessageId } {
  return { error }
}

export function isPartialDate(value: string): boolean {
  return partialDatePattern.test(value) && isDay(`${value}-01-01`.slice(0, 10))
}
