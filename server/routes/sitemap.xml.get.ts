import { createSitemap } from '../sitemap.ts'
import { menu } from '#facts'

export default defineEventHandler((event) => {
  setHeader(event, 'Content-Type', 'application/xml; charset=utf-8')
  return createSitemap(menu.map(({ page }) => page))
})
