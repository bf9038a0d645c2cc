import type { InjectionKey } from 'vue'

const key: InjectionKey<boolean> = Symbol('section')

/** Tells all components below that they are drawn within the page of everything, where nothing links to another page. */
export function provideSection(): void {
  provide(key, true)
}

/** Whether a component is drawn within the page of everything: names then stand in place of links. */
export function useSection(): boolean {
  return inject(key, false)
}
