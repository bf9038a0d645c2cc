import type { MessageId } from '../tool-words.ts'

/** A rule that stops the build; with the messages that belong to it. */
function error<Id extends MessageId>(...messages: Id[]) {
  return { severity: 'error', messages } as const
}

/** A rule that is only printed. */
function warning<Id extends MessageId>(...messages: Id[]) {
  return { severity: 'warning', messages } as const
}

/** Every rule of the content checker. The names are stable: machines and editors refer to them. */
export const rules = {
  'missing-file': error('missing-file', 'missing-contacts'),
  'encoding': error('encoding'),
  'contact-file': error('contact-file'),
  'yaml': error(
    'yaml-key-twice', 'yaml-unclosed', 'yaml-indent', 'yaml-colon', 'yaml-documents', 'yaml-other', 'yaml-field-name', 'yaml-merge',
    'yaml-alias', 'yaml-anchor', 'yaml-tag', 'yaml-long-quote', 'json',
  ),
  'quotes': error('quotes-ambiguous', 'quotes-missing'),
  'front-matter': error('front-matter'),
  'missing-field': error('missing-field', 'texts-missing'),
  'unknown-field': error('unknown-field'),
  'schema': error(
    'value-option', 'value-type', 'value-other', 'text-empty', 'key-form', 'language-form', 'phone-form', 'phone-impossible',
    'phone-country', 'handle-form', 'bot-form', 'host-form', 'account-form', 'source-twice', 'source-none', 'latin-letters', 'latin-missing', 'date-form', 'date-part-form',
    'date-future', 'limit-days', 'figure-value', 'address-https', 'address-http', 'mirror-slash', 'mirror-onion', 'release-key-form',
    'release-key-twice', 'release-threshold', 'security-form', 'address-plain', 'list-empty', 'bar-length', 'title-length', 'description-length',
  ),
  'contact-value': error('not-ascii'),
  'contact-key': error('contact-key-name', 'contact-key-twice'),
  'contact-approval': error('approval-without-confirmation', 'approval-same-person', 'approval-before-confirmation'),
  'duplicate-value': error('duplicate-value'),
  'duplicate-key': error('duplicate-key', 'page-twice'),
  'impostor': error('impostor-genuine', 'impostor-twice'),
  'unknown-source': error('unknown-source'),
  'unused-source': error('unused-source'),
  'citation': error('citation'),
  'page-missing': error('page-missing'),
  'page-place': error('page-place', 'page-name'),
  'page-not-in-menu': error('page-not-in-menu'),
  'menu-without-page': error('menu-without-page'),
  'typed-contact': error('contact-typed', 'contact-known'),
  'link': error('link-outside', 'link-typed', 'link-text', 'link-anchor', 'link-nowhere', 'link-language', 'link-itself', 'link-name'),
  'markdown': error('markdown', 'markdown-sign', 'markdown-emoji'),
  'attribute': error('attribute'),
  'component': error('component', 'component-no-key', 'component-form'),
  'component-key': error('component-key'),
  'component-place': error('component-place'),
  'parity': error('parity-differs', 'parity-missing', 'parity-extra'),
  'parity-number': error('parity-numbers'),
  'parity-date': error('parity-dates'),
  'language': error('language-unmarked', 'language-head'),
  'message': error('message'),
  'message-missing': error('message-missing'),
  'message-shape': error('message-shape'),
  'message-placeholders': error('message-placeholders'),
  'message-plural': error('message-plural'),
  'message-unused': error('message-unused'),
  'release-publisher': error('release-publisher'),
  'release-confirmation': error('release-unconfirmed', 'release-unconfirmed-empty', 'release-expired', 'release-expired-empty'),
  'release-approval': error('release-approval', 'release-approval-empty'),
  'release-number': error('release-number'),
  'release-changed': warning('release-changed', 'release-new', 'release-gone'),
  'release-keys': warning('release-keys'),
  'release-security': warning('release-security'),
  'translation-behind': error('translation-behind'),
  'translation-record': error('translation-record'),
  'translation-unrecorded': warning('translation-unrecorded'),
  'output': error('output'),
  'output-file': error('output-file'),
  'output-compressed': error('output-compressed'),
  'output-contact': error('output-contact'),
  'output-link': error('output-unconfirmed', 'output-unlisted', 'output-no-link'),
  'output-target': error('output-no-page', 'output-no-anchor'),
  'output-exit': error('exit-count', 'exit-leads', 'exit-shows', 'exit-form', 'exit-fragment'),
  'output-leftover': error('output-leftover'),
  'output-html': error('output-html'),
  'spelling': warning('spelling', 'spelling-suggested'),
  'typography-space': warning('space-missing', 'space-unneeded', 'space-double', 'space-digits'),
  'typography-quote': warning('quote', 'quote-unclear'),
  'typography-apostrophe': warning('apostrophe'),
  'typography-dash': warning('dash'),
  'letters-mixed': warning('letters-mixed'),
  'letters-foreign': warning('letters-foreign'),
  'hidden-character': warning('hidden-character', 'hidden-form'),
  'sentence-length': warning('sentence-length'),
  'heading-order': warning('heading-order'),
  'image-text': warning('image-text'),
} as const

export type Rule = keyof typeof rules

export type Severity = (typeof rules)[Rule]['severity']

/** A message that no rule lists is a type error where {@link ruleOf} is called. */
type Listed = (typeof rules)[Rule]['messages'][number]

const ruleByMessage = new Map<string, Rule>(
  Object.entries(rules).flatMap(([rule, { messages }]) => isRule(rule) ? messages.map((id): [string, Rule] => [id, rule]) : []),
)

function isRule(name: string): name is Rule {
  return Object.hasOwn(rules, name)
}

export function isMessageId(name: string): name is MessageId & Listed {
  return ruleByMessage.has(name)
}

/** The rule that a message belongs to. */
export function ruleOf(id: MessageId & Listed): Rule {
  const rule = ruleByMessage.get(id)
  if (rule === undefined) throw new Error(`the message ${id} belongs to no rule`)
  return rule
}
