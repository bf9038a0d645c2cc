import type { CmsConfig, Collection, CollectionFile, Field } from '@sveltia/cms'
import { channelKinds, type ChannelKind } from '../../shared/contacts.ts'
import { keyPattern, type contentSchemas } from '../../shared/content/schemas.ts'
import { localeCodes } from '../../shared/locales.ts'
import { fieldOf, fieldsOf, messageFields } from './fields.ts'
import { shapeOf, type Shape } from './shape.ts'
import { partOf, type Words } from './words.ts'

export type ConfigInput = {
  schemas: ReturnType<typeof contentSchemas>
  /** The words of the forms, in the language of the editor's interface. */
  words: Words
  /** A parsed `locales/<locale>.json`: all have the same keys. */
  messages: unknown
}

/** The text of a file as it was read, carried along so that comments and style survive (editor/formats). Editors never see it. */
const original: Field = { name: 'original_text', widget: 'hidden', i18n: true }

/** The order of the fields in contact files. */
const channelOrder = [
  'key', 'kind', 'project', 'value', 'account_id', 'languages', 'hours', 'published', 'confirmed', 'approved', 'limit_days', 'sources', 'impostors',
  'label', 'use', 'reveals', 'state',
]

const channelIcons: Record<ChannelKind, string> = { phone: 'call', telegram: 'send', whatsapp: 'chat', site: 'public' }

/** The configuration of Sveltia CMS without its backend: one form for everything that the checker reads. */
export function editorConfig({ schemas, words, messages }: ConfigInput): Omit<CmsConfig, 'backend'> {
  return {
    load_config_file: false,
    // There are no pictures in the content; the option may not be missing.
    media_folder: 'content/media',
    media_libraries: { stock_assets: { providers: [] } },
    show_preview_links: false,
    editor: { preview: false },
    slug: { encoding: 'ascii', clean_accents: true },
    // Lists show the title in the default language, and forms open with it: that of the editor, whatever the site begins with.
    i18n: { structure: 'multiple_folders', locales: [...localeCodes], default_locale: words.locale },
    collections: [
      pages(shapeOf(schemas.frontMatter), words),
      ...channels(shapeOf(schemas.channel), words),
      {
        name: 'facts',
        ...labelOf('collection.facts', words),
        icon: 'fact_check',
        files: [
          file('timeline', shapeOf(schemas.timeline), words),
          file('figures', shapeOf(schemas.figures), words),
          file('sources', listOf('sources', shapeOf(schemas.sources)), words),
        ],
      },
      {
        name: 'frame',
        ...labelOf('collection.frame', words),
        icon: 'menu_book',
        files: [
          file('menu', shapeOf(schemas.menu), words),
          file('publisher', shapeOf(schemas.publisher), words),
          file('mirrors', shapeOf(schemas.mirrors), words),
          file('leave', shapeOf(schemas.leave), words),
        ],
      },
      {
        name: 'interface',
        ...labelOf('collection.interface', words),
        icon: 'translate',
        i18n: true,
        files: [{
          name: 'messages',
          ...labelOf('file.messages', words),
          file: 'locales/{{locale}}.json',
          i18n: true,
          fields: messageFields(messages, words),
        }],
      },
    ],
  }
}

function pages(frontMatter: Shape, words: Words): Collection {
  return {
    name: 'pages',
    ...labelOf('collection.pages', words),
    icon: 'article',
    folder: 'content',
    format: 'page',
    create: true,
    i18n: true,
    slug: { editable: ['create'], hint: words.parts['page.name'].hint, pattern: [keyPattern.source, words.faults.key] },
    summary: '{{title}} · {{slug}}',
    fields: [
      ...fieldsOf(frontMatter, 'page', words).map(field => ({ ...field, i18n: translated.has(field.name) ? true : 'duplicate' as const })),
      {
        name: 'body',
        ...words.parts['page.body'],
        widget: 'markdown',
        modes: ['raw'],
        editor_components: [],
        use_emoji_autocomplete: false,
        i18n: true,
      },
      original,
    ],
  }
}

/** What differs between the languages of a page; the day of the last review and the sources may. */
const translated = new Set(['title', 'description', 'reviewed', 'sources'])

/** One collection for each kind, since each has its own fields; all read the same folder. */
function channels({ variants }: Shape, words: Words): Collection[] {
  return channelKinds.map((kind): Collection => {
    const shape = variants.find(({ fields }) => fields.some(({ name, shape }) => name === 'kind' && shape.const === kind))
    if (!shape) throw new Error(`the schema knows no channel of the kind ${kind}`)
    const value = shape.fields.find(({ name }) => name === 'value')
    const others = shape.fields.filter(field => field !== value)
    const fields = [
      ...fieldsOf({ ...shape, fields: others }, 'channel', words),
      ...value ? [fieldOf(value.shape, { ...value, part: `channel.value.${kind}` }, words)] : [],
    ].toSorted((a, b) => channelOrder.indexOf(a.name) - channelOrder.indexOf(b.name))
    return {
      name: kind,
      ...labelOf(`collection.${kind}`, words),
      icon: channelIcons[kind],
      folder: 'content/contacts',
      format: 'contact',
      create: true,
      filter: { field: 'kind', value: kind },
      identifier_field: 'key',
      slug: '{{key}}',
      summary: `{{key}} · {{label.${words.locale}}}`,
      fields: [...fields, original],
    }
  })
}

function file(name: 'timeline' | 'figures' | 'sources' | 'menu' | 'publisher' | 'mirrors' | 'leave', shape: Shape, words: Words): CollectionFile {
  return {
    name,
    ...labelOf(`file.${name}`, words),
    file: `content/${name}.yml`,
    format: name,
    fields: [...fieldsOf(shape, name, words), original],
  }
}

/** A map with free keys as forms know it: a list whose items carry their key. */
function listOf(name: string, { values }: Shape): Shape {
  if (!values) throw new Error(`${name} is no map with free keys`)
  const key: Shape = { type: 'string', nullable: false, pattern: keyPattern.source, fields: [], variants: [] }
  const items: Shape = { ...values, fields: [{ name: 'key', required: true, shape: key }, ...values.fields] }
  const list: Shape = { type: 'array', nullable: false, items, fields: [], variants: [] }
  return { type: 'object', nullable: false, fields: [{ name, required: true, shape: list }], variants: [] }
}

function labelOf(part: string, words: Words): { label: string } {
  return { label: words.parts[partOf(part)].label }
}
