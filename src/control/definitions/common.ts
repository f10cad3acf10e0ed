import { CompanyId } from '../../kyc/definitions/values.js'
import { type Definition, type Keywords, Type } from '../../lib/definition.js'

/** What several calls share. */

/** The company that a call is about; all companies without it. */
export const scope = { company_id: Type.Optional(CompanyId) }

/** The same, with its meaning in this body. */
export function scopeOf(description: string) {
  return { company_id: Type.Optional(Type.About(CompanyId, description)) }
}

/** The company that a call is about; the first one without it. */
export function scopeOrFirst(keywords: Keywords = {}) {
  return { company_id: Type.Optional(Type.With(CompanyId, { default: 1, ...keywords })) }
}

export const CompanyScope = Type.Closed(scope)

/** The parameters of a list that has pages. */
export const paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  /** An id or a place in the list, as `next` has it; fifteen digits at most. */
  cursor: Type.Optional(Type.Integer({ minimum: 0, maximum: 999_999_999_999_999 })),
}

export const Paging = Type.Closed(paging)
export const ScopedPaging = Type.Closed({ ...scope, ...paging })

/** A list that is answered page by page. */
interface Listed {
  /** What is listed, in words. */
  readonly what: string
  readonly order: string
  /** The most items that a page can have; undefined: all are answered unless a limit was asked for. */
  readonly most?: number
}

/** A page of a list. */
export function page<D extends Definition>(item: D, named: string, { what, order, most }: Listed) {
  return Type.Closed(
    {
      items: Type.Array(item, {
        ...(most !== undefined && { maxItems: most }),
        description: `The ${what}, ${order}.`,
      }),
      total: Type.Integer({ minimum: 0, description: `How many ${what} there are on all pages.` }),
      next: Type.Nullable(Type.String({ pattern: '^[0-9]+$' }), {
        description: 'The `cursor` of the next page; null on the last one.',
      }),
    },
    { description: `A page of ${what}.`, named },
  )
}

/** The most items that a page can have. */
export const PAGE = 1000

/** A text that is not empty. */
export const Text = Type.String({ minLength: 1 })
