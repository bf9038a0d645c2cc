import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createSSRApp, type Component } from 'vue'
import { compileScript, parse } from 'vue/compiler-sfc'
import { renderToString } from 'vue/server-renderer'
import { readYaml } from '../../../shared/content/yaml.ts'
import { localeCodes } from '../../../shared/locales.ts'

const root = join(import.meta.dirname, '../../..')

/** The component as the build makes it; `newer` is what the build has found out about the translations. */
async function compile(newer: Record<string, string>): Promise<Component> {
  const { descriptor } = parse(readFileSync(join(root, 'components/NewerVersion.vue'), 'utf8'))
  const { content } = compileScript(descriptor, { id: 'x', inlineTemplate: true, templateOptions: { ssr: true, ssrCssVars: [] } })
  // Below the project, so that its imports are found.
  const folder = join(root, '.data', `component-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'translations.ts'), `export const newer = ${JSON.stringify(newer)}\n`)
  writeFileSync(join(folder, 'component.ts'), content.replace('#translations', './translations.ts').replaceAll(/'#shared\/(.*)'/g, '\'../../shared/$1.ts\''))
  const { default: component } = await import(join(folder, 'component.ts'))
  return component
}

it('a page that is behind says so in its language, without a day, and leads to the newer one', async () => {
  const component = await compile({ '/uk/steps': 'ru', '/fr/steps': 'ru', '/en/steps': 'uk' })
  const rendered: string[] = []
  for (const locale of localeCodes) {
    const messages = readYaml(readFileSync(join(root, `locales/${locale}.json`), 'utf8'), '').texts
    vi.stubGlobal('useI18n', () => ({ t: (key: string) => messages.find(({ path }) => path.join('.') === key)?.value }))
    const html = await renderToString(createSSRApp(component, { page: 'steps', locale }))
    rendered.push(html.replaceAll(/<!--.*?-->/g, ''))
  }
  expect(rendered).toEqual([
    '',
    '<p class="state" role="note">Є новіша версія цієї сторінки: <a href="/ru/steps" hreflang="ru" lang="ru" rel="alternate">Русский</a>. Ця могла застаріти.</p>',
    '<p class="state" role="note">Il existe une version plus récente de cette page\u00A0: <a href="/ru/steps" hreflang="ru" lang="ru" rel="alternate">Русский</a>. Celle-ci n’est peut-être plus à jour.</p>',
    '<p class="state" role="note">There is a newer version of this page: <a href="/uk/steps" hreflang="uk" lang="uk" rel="alternate">Українська</a>. This one may be out of date.</p>',
  ])
})
