import { isValidPhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { z } from 'zod'
import { channelKinds, projects, type ChannelEntry } from '../contacts.ts'
import { localeCodes } from '../locales.ts'
import { isOnionAddress } from './onion-address.ts'

// Error texts are one sentence about what is wrong; `mend` says what to do. Both reach editors who are no programmers.

const mirrorKinds = ['web', 'onion', 'copy'] as const

const measures = ['appeals', 'visits', 'visits-russia', 'surrendered', 'pending', 'operators', 'blocked'] as const

export const keyPattern = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

// Forms cannot run a refinement: `meta` gives them a pattern that refuses what they can notice (editor/config/fields.ts).
const text = z.string().refine(
  value => value.length > 0 && value === value.trim(),
  wrong('the text is empty or has spaces at its ends', 'write the text, without spaces before and after it'),
).meta({ pattern: /^\S(?:.*\S)?$/u.source })

const key = z.string().regex(keyPattern, { error: 'a key has only small Latin letters, digits and hyphens' })

const localeText = z.strictObject({ ru: text, uk: text, fr: text, en: text }, {
  error: issue => issue.code === 'invalid_type' ? `texts in ${localeCodes.join(', ')} are missing` : undefined,
})

/** A language of a source or of an operator, not a locale of this site. */
const language = z.string().regex(/^[a-z]{2,3}$/, { error: 'a language is a code like "ru"' })

const printable = z.string().superRefine((value, context) => {
  const strange = [...value].find(character => character < '!' || character > '~')
  if (strange === undefined) return
  const code = `U+${(strange.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  context.addIssue({
    code: 'custom',
    message: `contains ${code}, which is not a letter, digit or sign of ASCII (a space, a hidden sign or a look-alike letter)`,
    params: { rule: 'contact-value', mend: 'type the value anew, letter by letter' },
  })
})

const partialDatePattern = /^\d{4}(?:-\d\d){0,2}$/

const compareDigits = 'compare it digit by digit with its source'

const e164 = printable
  .regex(/^\+[1-9]\d{6,14}$/, { error: 'a number is + and digits only, like "+380441234567"' })
  .refine(value => isValidPhoneNumber(value), wrong('no such phone number can exist', compareDigits))
  .refine(value => parsePhoneNumberFromString(value)?.country === 'UA', wrong('this is not a number of Ukraine', compareDigits))

const handle = printable.regex(/^[A-Za-z][A-Za-z0-9_]{4,31}$/, {
  error: 'a Telegram handle is 5 to 32 Latin letters, digits or _, without @',
})

/** Encoded international names are refused: a look-alike host would pass as ASCII. */
const host = printable.regex(/^(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/, {
  error: 'a site is a host name in small letters, like "example.org", without https:// and path',
})

/** A folder: its pages are found by adding their place to it. */
const address = printable.pipe(z.url({ protocol: /^https?$/, error: 'an address begins with https:// or http://' }))
  .refine(value => /^https?:\/\/[^?#]+\/$/.test(value), wrong('the address of a mirror ends with a slash', 'write it like "https://example.org/"'))
  .meta({ pattern: '^https?://[^?#]+/$' })

/** 42 bytes in base64, of which the first two say Ed25519: https://jedisct1.github.io/minisign/ */
const releaseKey = printable.regex(/^RW[Q-T][A-Za-z0-9+/]{53}$/, { error: 'a public key of minisign is 56 signs and begins with RW' })

const securityContact = z.string().regex(/^(?:mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https:\/\/[^\s"<>]+)$/, {
  error: 'the contact begins with mailto: or https://',
}).meta({ pattern: '^(?:mailto:[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|https://[^\\s"<>]+)$' })

/** Only the address of a site: marks behind it could tell where people come from. */
const neutralSite = z.url({ protocol: /^https$/, error: 'an address begins with https://' }).refine(
  value => !/[?#@]/.test(value),
  wrong('the address has a query, an anchor or a name of a user', 'write the plain address of the site, like "https://example.org/"'),
)

const sourceKeys = z.array(key)
  .refine(keys => new Set(keys).size === keys.length, wrong('a source is named twice', 'name each source once'))

const someSourceKeys = sourceKeys
  .refine(keys => keys.length > 0, wrong('no source is named', 'name at least one'))
  .meta({ minItems: 1 })

/**
 * The schemas of all content files. They depend on the day, since no date may lie in the future.
 *
 * @param today the UTC day, `YYYY-MM-DD`
 */
export function contentSchemas(today: string) {
  const notInFuture = wrong(`the date is after today (${today})`, 'correct the date')
  const day = z.iso.date({ error: 'a date is YYYY-MM-DD and exists in the calendar' }).refine(value => value <= today, notInFuture)
  const partialDate = z.string()
    .refine(isPartialDate, wrong('a date is YYYY-MM-DD, YYYY-MM or YYYY, and exists', 'write it like "2022-12-17" or "2022"'))
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
    limit_days: z.int().min(1).max(365).optional(),
    label: localeText,
    use: localeText,
    cost: localeText,
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
      account_id: z.string().regex(/^\d{5,20}$/, { error: 'an account number has digits only' }).optional(),
      impostors: impostors.optional(),
    }).refine(({ key, value }) => !/(?:^|-)bot$/.test(key) || /bot$/i.test(value), {
      ...wrong('the handle of a bot ends in “bot”', 'compare it letter by letter with its source'),
      path: ['value'],
    }),
    z.strictObject({ ...shared, kind: z.literal('whatsapp'), value: e164.nullable() }),
    z.strictObject({ ...shared, kind: z.literal('site'), value: host }),
  ], {
    error: issue => issue.code === 'invalid_union' ? `kind is one of ${channelKinds.join(', ')}` : undefined,
  }) satisfies z.ZodType<ChannelEntry>

  const source = z.strictObject({
    publisher: text,
    lang: language,
    published: partialDate.optional(),
    reprint: z.boolean().optional(),
    url: z.url({ protocol: /^https?$/, error: 'an address begins with https:// or http://' })
      .meta({ pattern: '^https?://' })
      .optional(),
  })

  const figure = z.strictObject({
    key,
    measure: z.enum(measures),
    value: z.int().positive(),
    bound: z.enum(['over', 'about', 'exact']),
    on: partialDate,
    contested: z.boolean(),
    sources: someSourceKeys,
  })

  return {
    channel,
    sources: z.record(key, source),
    figures: z.strictObject({ figures: z.array(figure) }),
    timeline: z.strictObject({ events: z.array(z.strictObject({ on: partialDate, text: localeText, sources: someSourceKeys })) }),
    menu: z.strictObject({ pages: z.array(z.strictObject({ page: key, label: localeText })).min(1) }),
    mirrors: z.strictObject({ mirrors: z.array(z.strictObject({ kind: z.enum(mirrorKinds), address, confirmed: deed }).refine(
      ({ kind, address }) => !URL.canParse(address) || (kind === 'onion') === isOnionAddress(new URL(address).hostname),
      { ...wrong('the kind "onion" is for addresses of Tor, and for them alone', 'compare the address letter by letter'), path: ['address'] },
    )) }),
    releaseKeys: z.strictObject({
      threshold: z.int().min(1),
      keys: z.array(z.strictObject({ key: releaseKey, since: day }))
        // The first ten bytes only name a key: under another name it is the same, and its signature must not count again.
        .refine(keys => new Set(keys.map(({ key }) => Buffer.from(key, 'base64').toString('hex', 10))).size === keys.length, wrong('a key is listed twice', 'list each key once')),
    }).refine(({ threshold, keys }) => keys.length === 0 || threshold <= keys.length, {
      ...wrong('more signatures are asked for than there are keys', 'lower the threshold, or add keys'),
      path: ['threshold'],
    }),
    release: z.strictObject({ number: z.int().positive(), date: day }),
    publisher: z.strictObject({
      name: localeText.nullable(),
      source_url: z.url({ protocol: /^https$/, error: 'an address begins with https://' })
        .meta({ pattern: '^https://' })
        .nullable(),
      security: z.strictObject({ contact: securityContact }).nullable(),
    }),
    leave: z.strictObject({ ru: neutralSite, uk: neutralSite, fr: neutralSite, en: neutralSite }),
    frontMatter: z.strictObject({
      title: text.max(60, { error: 'a title has at most 60 characters' }),
      description: text.max(160, { error: 'a description has at most 160 characters' }),
      reviewed: day,
      sources: sourceKeys,
    }),
  }
}

type Schemas = ReturnType<typeof contentSchemas>

export type Source = z.output<Schemas['sources']>[string]
export type Figure = z.output<Schemas['figures']>['figures'][number]
export type TimelineEvent = z.output<Schemas['timeline']>['events'][number]
export type MenuEntry = z.output<Schemas['menu']>['pages'][number]
export type Mirror = z.output<Schemas['mirrors']>['mirrors'][number]
export type ReleaseKeys = z.output<Schemas['releaseKeys']>
export type Release = z.output<Schemas['release']>
export type Publisher = z.output<Schemas['publisher']>
/** Where the quick exit leads, by locale. */
export type Leave = z.output<Schemas['leave']>
export type FrontMatter = z.output<Schemas['frontMatter']>

/** A message with what to do about it, in the form that zod's `refine` takes. */
function wrong(error: string, mend: string, rule = 'schema'): { error: string, params: { rule: string, mend: string } } {
  return { error, params: { rule, mend } }
}

function isPartialDate(value: string): boolean {
  if (!partialDatePattern.test(value)) return false
  const full = `${value}-01-01`.slice(0, 10)
  const time = Date.parse(`${full}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(full)
}
