/** A certificate of receiver.localhost that signs itself, valid until 2126; it guards nothing but tests. */
export const CERTIFICATE = pem('CERTIFICATE', [
  'MIIBsTCCAVagAwIBAgIUfPD6PE5S7kAvVpfv8vNuVSdLwxswCgYIKoZIzj0EAwIw',
  'HTEbMBkGA1UEAwwScmVjZWl2ZXIubG9jYWxob3N0MCAXDTI2MTEyNzA3MTc1NVoY',
  'DzIxMjYxMTAzMDcxNzU1WjAdMRswGQYDVQQDDBJyZWNlaXZlci5sb2NhbGhvc3Qw',
  'WTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQDlt6bxFXQ2b1oN3nYPlXCTZ+337H4',
  'YaLNPDICg3U7wyBHofwpwdF3azfhOEM6Ik63kPEYijmDYke+GHGSRJiqo3IwcDAd',
  'BgNVHQ4EFgQULQKpDSc/8Uyv5QIMAJwvRS26tlUwHwYDVR0jBBgwFoAULQKpDSc/',
  '8Uyv5QIMAJwvRS26tlUwDwYDVR0TAQH/BAUwAwEB/zAdBgNVHREEFjAUghJyZWNl',
  'aXZlci5sb2NhbGhvc3QwCgYIKoZIzj0EAwIDSQAwRgIhAPPBYkBjahYLKUheuKx/',
  '+6S7nY2OegIvdHsbUr4aTk39AiEAnHnxieUP6K4ObQNDVz0ErtXetHqYJHKJEbjN',
  'kUZQflw=',
])

export const CERTIFICATE_KEY = pem('PRIVATE KEY', [
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWX65BHSnQHhkRq9E',
  '0xigQCWAYNyslyQsubMSXQX1PMihRANCAAQDlt6bxFXQ2b1oN3nYPlXCTZ+337H4',
  'YaLNPDICg3U7wyBHofwpwdF3azfhOEM6Ik63kPEYijmDYke+GHGSRJiq',
])

function pem(label: string, lines: readonly string[]): string {
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
