import type { OpenAPIV3_1 } from 'openapi-types'

/** Both documents as one page of HTML. */
export function docsPage(documents: readonly OpenAPIV3_1.Document[]): string {
  return `<!doctype html><title>flip-kyc-sandbox</title>${documents.map(({ info }) => info.title).join()}`
}
