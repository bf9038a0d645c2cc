import type { en, enTerms } from './en.ts'

/** The name of one message of the checker; several may belong to one rule. */
export type MessageId = keyof typeof en

/** What a catalogue holds: for each message what is wrong, and how to mend it. A message that a language lacks is a type error. */
export type Messages = Record<MessageId, readonly [what: string, mend: string]>

/** The name of a thing, translated. */
export type Term = keyof typeof enTerms

export type Terms = Record<Term, string>

/** What may stand for a `%{name}`: a text as it is, or the name of a thing in the language of the message. */
export type Value = string | number | { term: Term }

type Placeholder<Text> = Text extends `${string}%{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never

/** The values that a message needs, read from its English text. */
export type MessageData<Id extends MessageId> = Record<Placeholder<(typeof en)[Id][number]>, Value>
