import { z } from 'zod'

const https = z.url({ protocol: /^https$/, error: 'an address begins with https://' })

const shared = {
  repo: z.string().regex(/^[\w.-]+(?:\/[\w.-]+)+$/, { error: 'repo is owner/name' }),
  branch: z.string().min(1),
  base_url: https.optional(),
  api_root: https.optional(),
  app_id: z.string().min(1).optional(),
  auth_methods: z.array(z.enum(['oauth', 'token'])).min(1).optional(),
}

/** Where a team's editor reads and writes: the files `deploy/editor/*.json`. The names are those of Sveltia CMS. */
export const placeSchema = z.strictObject({
  backend: z.discriminatedUnion('name', [
    z.strictObject({ ...shared, name: z.literal('gitlab'), auth_type: z.literal('pkce').optional() }),
    z.strictObject({ ...shared, name: z.literal('gitea') }),
    z.strictObject({ ...shared, name: z.literal('github') }),
  ]),
  /** Each change becomes a merge request, which somebody else accepts. Sveltia CMS has it for GitLab and GitHub, not for Gitea. */
  publish_mode: z.literal('editorial_workflow').optional(),
}).refine(({ backend, publish_mode }) => backend.name !== 'gitea' || publish_mode === undefined, {
  error: 'Sveltia CMS has no editorial workflow for Gitea: protect the branch there',
})
