import { toolWords, type ToolWords } from '../../shared/tool-words.ts'
import type { Locale } from '../../shared/locales.ts'

/** What a form says about one of its parts. `hint` stands below the input. */
export type Word = { label: string, hint?: string | undefined }

/** A part of a form. A field is named by its schema and its path in it, an option by the field and its value. */
export type Part = keyof ToolWords['editor']['parts']

/** What a form says when the text in it does not fit its pattern. */
export type Fault = keyof ToolWords['editor']['faults']

/** All words of the forms in one language. */
export type Words = { locale: Locale, parts: Record<Part, Word>, faults: Record<Fault, string> }

export function formWords(locale: Locale): Words {
  const { parts, faults } = toolWords[locale].editor
  return { locale, parts, faults }
}

/** @throws Error when a part has no words yet: a field was added to a schema, and an editor would see its bare name */
export function partOf(name: string): Part {
  if (isPart(name)) return name
  throw new Error(`the forms have no words for "${name}": add it to editor.parts in each file of locales/tools`)
}

function isPart(name: string): name is Part {
  return Object.hasOwn(toolWords.en.editor.parts, name)
}
