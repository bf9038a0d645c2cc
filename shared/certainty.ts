/** How certain a sentence is, where it is not simply so: told by a mark behind it. */
export const certainties = ['checked', 'promised', 'unknown', 'old'] as const

/** Who promised or checked something. */
export const authorities = ['project', 'president', 'headquarters', 'army', 'ministry', 'russia'] as const

/** A notice warns of a danger, or of traces that a phone keeps. */
export const noticeKinds = ['danger', 'trace'] as const

export type Certainty = (typeof certainties)[number]
export type Authority = (typeof authorities)[number]
export type NoticeKind = (typeof noticeKinds)[number]
