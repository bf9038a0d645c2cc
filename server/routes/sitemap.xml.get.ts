import { createSitemap } from '../sitemap.ts'
import { menu } from '#facts'
import { menuPages } from '#shared/paths'

export default defineEventHandler((event) => {
  setHeader(event, 'Content-Type', 'application/xml; charset=utf-8')
  return createSitemap(menuPages(menu))
})
