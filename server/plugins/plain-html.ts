/**
 * Takes out what Vue leaves in the markup for scripts that never come: the comments around fragments, lists and empty slots.
 */
export default defineNitroPlugin((nitro) => {
  nitro.hooks.hook('render:response', (response) => {
    if (typeof response.body === 'string') response.body = response.body.replace(/<!--[[\]]?-->/g, '')
  })
})
