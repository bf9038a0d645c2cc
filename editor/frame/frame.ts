// Beside the editor: the preview follows what was saved, the findings of the checker follow each change.
import type { ReportedFinding } from '../../shared/content/finding.ts'
import { describe, toolWords } from '../../shared/tool-words.ts'
import { isLocale } from '../../shared/locales.ts'
import { pickLanguage, withLanguage, type HandOver, type State } from '../protocol.ts'
import { formOf, pageOf } from './places.ts'

/** Where Sveltia CMS stores them. */
const preferences = 'sveltia-cms.prefs'

takeLanguage()
const language = pickLanguage(localStorage.getItem(preferences), navigator.languages)
const words = toolWords[language].editor.frame
const events = new EventSource('events')
const button = element('hand-over', HTMLButtonElement)
const preview = element('preview', HTMLIFrameElement)
let shown = ''
let changes = 0

document.documentElement.lang = language
button.textContent = words.handOver
button.addEventListener('click', () => void handOver())
events.addEventListener('message', ({ data }) => show(JSON.parse(String(data))))
events.addEventListener('error', () => text('status', words.ended))
element('editor', HTMLIFrameElement).src = 'editor/'

/** `--lang` is in the address once; from then on the settings of the editor choose. */
function takeLanguage(): void {
  const wanted = new URLSearchParams(location.search).get('lang') ?? undefined
  if (!isLocale(wanted)) return
  localStorage.setItem(preferences, withLanguage(localStorage.getItem(preferences), wanted))
  history.replaceState(null, '', location.pathname)
}

function show({ preview: origin, checking, report, changed, saved }: State): void {
  text('status', checking || !report ? words.checking : summary(report))
  button.disabled = checking || changed.length === 0
  // What became of the last hand-over says nothing of new changes.
  if (changes === 0 && changed.length > 0) text('outcome', '')
  changes = changed.length
  list('changed', changed.length > 0 ? changed.map(({ path }) => item(path)) : [item(words.unchanged)])
  list('findings', (report?.findings ?? []).map(entry))
  if (origin !== null) openPreview(origin, pageOf(saved ?? '') ?? `/${language}`)
}

/** The development server updates an open page by itself: only another page needs to be opened. */
function openPreview(origin: string, path: string): void {
  if (shown === path) return
  shown = path
  preview.hidden = false
  preview.src = origin + path
}

function summary({ errors, warnings }: { errors: number, warnings: number }): string {
  if (errors + warnings === 0) return words.inOrder
  return `${words.errors} ${errors}, ${words.warnings} ${warnings}`
}

async function handOver(): Promise<void> {
  button.disabled = true
  text('outcome', words.checking)
  try {
    const response = await fetch('hand-over', { method: 'POST' })
    const outcome: HandOver = await response.json()
    text('outcome', outcome.done ? `${words.done} ${outcome.branch}\n\n${outcome.message}` : refusal(outcome.why))
  }
  catch {
    text('outcome', words.failed)
  }
  button.disabled = false
}

function refusal(why: 'nothing' | 'errors' | 'nobody'): string {
  return { nothing: words.refusedNothing, errors: words.refusedErrors, nobody: words.refusedNobody }[why]
}

function entry({ severity, file, line, messageId, data }: ReportedFinding): HTMLElement {
  const { message, mend } = describe(language, messageId, data)
  const form = formOf(file)
  const place = document.createElement(form === undefined ? 'span' : 'a')
  place.textContent = `${file}:${line}`
  if (place instanceof HTMLAnchorElement) {
    place.href = `editor/${form ?? ''}`
    place.target = 'editor'
  }
  const result = item('')
  result.className = severity
  const advice = document.createElement('span')
  advice.className = 'mend'
  advice.textContent = mend
  result.append(place, ` ${message}`, advice)
  return result
}

function item(content: string): HTMLElement {
  const result = document.createElement('li')
  result.textContent = content
  return result
}

function list(id: string, items: HTMLElement[]): void {
  element(id, HTMLElement).replaceChildren(...items)
}

function text(id: string, content: string): void {
  element(id, HTMLElement).textContent = content
}

function element<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`there is no #${id}`)
  return found
}
