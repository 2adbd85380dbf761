/**
 * Shape of a dictionary — hình dạng của một bộ từ.
 *
 * Another language has exactly the keys of Vietnamese; a missing or surplus one does not compile.
 */
export type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };
