/** What the guides for editors show, in their order; the pictures bear these names. */
export const sceneNames = ['correct', 'add', 'translate', 'change', 'confirm'] as const

export type SceneName = (typeof sceneNames)[number]
