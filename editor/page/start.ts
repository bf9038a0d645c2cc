// The editor's page: forms in the language of the interface, our file formats, and the folder if it is on this computer.
import type { CmsConfig } from '@sveltia/cms'
import type { Shape } from '../config/shape.ts'
import { factsFormat, pageFormat, sourcesFormat, type Format } from '../formats/formats.ts'
import { openFolder } from './folder.ts'
import { formatNames, pickLanguage, type BuiltConfig, type FormatName } from '../protocol.ts'

declare global {
  interface Window {
    CMS_MANUAL_INIT: boolean
    CMS: {
      init: (options: { config: CmsConfig }) => void
      registerCustomFormat: (name: string, extension: string, format: Format) => void
    }
  }
}

window.CMS_MANUAL_INIT = true
window.addEventListener('DOMContentLoaded', () => void start())

async function start(): Promise<void> {
  const response = await fetch('config.json')
  const { forms, shapes, place }: BuiltConfig = await response.json()
  const language = pickLanguage(localStorage.getItem('sveltia-cms.prefs'), navigator.languages)
  if (place.backend.name === 'test-repo') await openFolder(language)
  for (const name of formatNames) window.CMS.registerCustomFormat(name, name === 'page' ? 'md' : 'yml', formatOf(name, shapes[name]))
  window.CMS.init({ config: { ...forms[language], ...place } })
}

function formatOf(name: FormatName, shape: Shape): Format {
  if (name === 'page') return pageFormat(shape)
  return name === 'sources' ? sourcesFormat(shape) : factsFormat(shape)
}
