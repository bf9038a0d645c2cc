/** White space of the templates that nobody sees, beside the tags of what stands on lines of its own: it would cost every page some bytes. */
const besideBlocks = /\s*(<\/?(?:article|aside|body|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|h\d|header|li|main|nav|ol|p|section|summary|table|tbody|td|th|thead|tr|ul)\b[^>]*>)\s*/g

/**
 * Takes out what Vue leaves in the markup for scripts that never come: the comments around fragments, lists and empty slots. And writes
 * out the empty address of the quick exit, which Vue shortens to a bare `href`: HTML allows that, validators and other readers do not.
 */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('render:response', (response) => {
    if (typeof response.body !== 'string') return
    response.body = response.body.replace(/<!--[[\]]?-->/g, '').replace(besideBlocks, '$1').replace(/\s*\n\s*/g, ' ').replace('<a id="exit" href ', '<a id="exit" href="" ')
  })
})
