import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What general mock servers need to answer the create call. */

const OPENAPI = fileURLToPath(new URL('../../../openapi/flip.json', import.meta.url))

export const ANSWER = JSON.stringify({
  id: 1,
  company_id: 1,
  name: 'lalalalili',
  kyc_status: 'BASIC_DATA',
})

/** Writes the document with whole paths, because Prism does not look at servers. @returns its file */
export function openapiFile(folder: string): string {
  const document = JSON.parse(readFileSync(OPENAPI, 'utf8')) as {
    readonly paths: Readonly<Record<string, { readonly servers: readonly { url: string }[] }>>
  }
  const paths = Object.entries(document.paths).map(([path, item]) => [
    `${item.servers[0]?.url}${path}`,
    item,
  ])
  const file = join(folder, 'flip.json')
  writeFileSync(file, JSON.stringify({ ...document, paths: Object.fromEntries(paths) }))
  return file
}

/** Writes an environment of Mockoon's with the one call. @returns its file */
export function mockoonFile(folder: string, port: number): string {
  const file = join(folder, 'mockoon.json')
  writeFileSync(file, JSON.stringify(mockoonEnvironment(port)))
  return file
}

function mockoonEnvironment(port: number): object {
  return {
    uuid: 'b1d0f1de-6f0a-4c5e-8b53-0d7c2b7c0001',
    lastMigration: 33,
    name: 'create',
    port,
    hostname: '127.0.0.1',
    routes: [
      {
        uuid: 'b1d0f1de-6f0a-4c5e-8b53-0d7c2b7c0002',
        type: 'http',
        method: 'post',
        endpoint: 'big_sandbox_api/v2/agents',
        responses: [
          {
            uuid: 'b1d0f1de-6f0a-4c5e-8b53-0d7c2b7c0003',
            default: true,
            statusCode: 200,
            body: ANSWER,
            headers: [{ key: 'Content-Type', value: 'application/json' }],
          },
        ],
      },
    ],
    rootChildren: [{ type: 'route', uuid: 'b1d0f1de-6f0a-4c5e-8b53-0d7c2b7c0002' }],
  }
}
