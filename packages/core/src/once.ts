/**
 * What is worked out of a value the first time it is asked for, and forgotten with the value.
 */
export const once = <K extends object, A>(make: (of: K) => A): ((of: K) => A) => {
  const made = new WeakMap<K, { readonly value: A }>()
  return of => {
    const before = made.get(of)
    if (before !== undefined) return before.value
    const value = make(of)
    made.set(of, { value })
    return value
  }
}
