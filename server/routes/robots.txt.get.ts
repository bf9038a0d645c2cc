export default defineEventHandler((event) => {
  setHeader(event, 'Content-Type', 'text/plain; charset=utf-8')
  return 'User-agent: *\nDisallow: /api/\nDisallow: /health/\n\nSitemap: /sitemap.xml\n'
})
