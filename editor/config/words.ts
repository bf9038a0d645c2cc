import type { Locale } from '../../shared/locales.ts'

/** What a form says about one of its parts. `hint` stands below the input. */
export type Word = { label: string, hint?: string | undefined }

/** The parts of all forms. A field is named by its schema and its path in it, an option by the field and its value. */
export const parts = [
  'collection.pages', 'collection.phone', 'collection.telegram', 'collection.whatsapp', 'collection.site',
  'collection.facts', 'collection.frame', 'collection.interface',
  'file.timeline', 'file.figures', 'file.sources', 'file.menu', 'file.publisher', 'file.mirrors', 'file.leave', 'file.messages',
  'locale.ru', 'locale.uk', 'locale.fr', 'locale.en',
  'page.name', 'page.title', 'page.description', 'page.reviewed', 'page.sources', 'page.body',
  'channel.key', 'channel.project', 'channel.project.hochu-zhit', 'channel.project.hochu-naiti',
  'channel.value.phone', 'channel.value.telegram', 'channel.value.whatsapp', 'channel.value.site',
  'channel.account_id', 'channel.languages', 'channel.hours',
  'channel.published', 'channel.published.on', 'channel.published.source',
  'channel.confirmed', 'channel.confirmed.on', 'channel.confirmed.by',
  'channel.approved', 'channel.approved.on', 'channel.approved.by', 'channel.limit_days',
  'channel.sources', 'channel.impostors', 'channel.impostors.source', 'channel.impostors.handles',
  'channel.impostors.handles.handle', 'channel.impostors.handles.imitates',
  'channel.impostors.handles.imitates.bot', 'channel.impostors.handles.imitates.channel',
  'channel.label', 'channel.use', 'channel.cost', 'channel.reveals', 'channel.state',
  'timeline.events', 'timeline.events.on', 'timeline.events.text', 'timeline.events.sources',
  'figures.figures', 'figures.figures.key', 'figures.figures.measure', 'figures.figures.measure.appeals', 'figures.figures.measure.visits',
  'figures.figures.measure.visits-russia', 'figures.figures.measure.surrendered', 'figures.figures.measure.pending',
  'figures.figures.measure.operators', 'figures.figures.measure.blocked', 'figures.figures.value',
  'figures.figures.bound', 'figures.figures.bound.over', 'figures.figures.bound.about', 'figures.figures.bound.exact',
  'figures.figures.on', 'figures.figures.contested', 'figures.figures.sources',
  'sources.sources', 'sources.sources.key', 'sources.sources.publisher', 'sources.sources.lang', 'sources.sources.published',
  'sources.sources.reprint', 'sources.sources.url',
  'menu.pages', 'menu.pages.page', 'menu.pages.label',
  'publisher.name', 'publisher.source_url', 'publisher.security', 'publisher.security.contact',
  'mirrors.mirrors', 'mirrors.mirrors.kind', 'mirrors.mirrors.kind.web', 'mirrors.mirrors.kind.onion', 'mirrors.mirrors.kind.copy',
  'mirrors.mirrors.address', 'mirrors.mirrors.confirmed', 'mirrors.mirrors.confirmed.on', 'mirrors.mirrors.confirmed.by',
  'leave.ru', 'leave.uk', 'leave.fr', 'leave.en',
] as const

export type Part = (typeof parts)[number]

/** What a form says when the text in it does not fit its pattern. */
export type Fault
  = | 'text' | 'key' | 'language' | 'number' | 'handle' | 'host' | 'digits' | 'day' | 'date' | 'address' | 'secureAddress' | 'plainAddress' | 'mirror' | 'contact'
    | 'placeholders'

/** All words of the forms in one language. */
export type Words = { locale: Locale, parts: Record<Part, Word>, faults: Record<Fault, string> }

/** @throws Error when a part has no words yet: a field was added to a schema, and an editor would see its bare name */
export function partOf(name: string): Part {
  const part = parts.find(known => known === name)
  if (part === undefined) throw new Error(`the forms have no words for "${name}": add it to editor/config/words.ts and to each file of editor/config/labels`)
  return part
}
