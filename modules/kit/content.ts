import { resolve } from 'node:path'
import { addTemplate, addTypeTemplate, useLogger, useNuxt } from '@nuxt/kit'
import { loadContent, readContent, type Content, type ReadOptions } from '../../shared/content/read.ts'

/**
 * The content for a build.
 *
 * @throws Error with every finding. Only `nuxt prepare`, which runs at `npm ci` and writes nothing but types, goes on with what is right.
 */
export function loadForBuild(options: ReadOptions = {}): Content {
  const nuxt = useNuxt()
  try {
    return loadContent(nuxt.options.rootDir, options)
  }
  catch (error) {
    if (!nuxt.options._prepare) throw error
    useLogger('content').warn(error)
    return readContent(nuxt.options.rootDir, options)
  }
}

/**
 * Makes `#name` importable in pages, server and types.
 *
 * @param values what the module exports, as JSON
 * @param declaration its types; relative paths count from `.nuxt`
 */
export function addVirtualModule(name: string, values: Record<string, unknown>, declaration: string): void {
  const nuxt = useNuxt()
  const code = Object.entries(values).map(([key, value]) => `export const ${key} = ${JSON.stringify(value)}\n`).join('')
  addTemplate({ filename: `${name}.mjs`, write: true, getContents: () => code })
  addTypeTemplate({ filename: `${name}.d.ts`, getContents: () => declaration }, { nuxt: true, nitro: true, node: true, shared: true })

  // Without extension, so that bundlers find the code and TypeScript the declaration.
  const path = resolve(nuxt.options.buildDir, name)
  nuxt.options.alias[`#${name}`] = path
  nuxt.hook('nitro:config', (config) => {
    config.alias = { ...config.alias, [`#${name}`]: path }
  })
}
