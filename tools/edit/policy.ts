/**
 * The Content-Security-Policy of the editor's page. Styles must be inline: Sveltia CMS writes <style> elements and style attributes.
 * It reads its own logo through a `data:` address, which goes nowhere.
 *
 * @param gitHost the origin of the git host's API, when the editor is served for a team
 */
export function editorPolicy(gitHost?: string): string {
  return [
    'default-src \'none\'',
    'script-src \'self\'',
    'style-src \'self\' \'unsafe-inline\'',
    'img-src \'self\' data: blob:',
    'font-src \'self\'',
    `connect-src 'self' data:${gitHost === undefined ? '' : ` ${gitHost}`}`,
    'base-uri \'none\'',
    'form-action \'none\'',
    `frame-ancestors ${gitHost === undefined ? '\'self\'' : '\'none\''}`,
  ].join('; ')
}

/** The Content-Security-Policy of the page that holds the editor, the preview and the findings. */
export function framePolicy(preview: string | null): string {
  return [
    'default-src \'none\'',
    'script-src \'self\'',
    'style-src \'self\'',
    'connect-src \'self\'',
    `frame-src 'self'${preview === null ? '' : ` ${preview}`}`,
    'img-src data:',
    'base-uri \'none\'',
    'form-action \'none\'',
    'frame-ancestors \'none\'',
  ].join('; ')
}
