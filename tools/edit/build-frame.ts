import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Makes the page that holds the editor, the preview and the findings. */
export async function buildFrame(root: string, target: string): Promise<void> {
  rmSync(target, { recursive: true, force: true })
  for (const file of ['index.html', 'frame.css']) cpSync(join(root, 'editor/frame', file), join(target, file))
  await build({
    entryPoints: [join(root, 'editor/frame/frame.ts')],
    outdir: target,
    bundle: true,
    format: 'iife',
    target: 'es2023',
    logLevel: 'error',
  })
}
