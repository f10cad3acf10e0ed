# Registers an agent with Flip and waits until it is approved: Ruby with nothing but its own library.

require 'json'
require 'net/http'
require 'securerandom'

AGENTS = 'https://bigflip.id/api/v2'
KYC = 'https://api.flip.id/kyc/api/v1'

def call(kind, url, form = nil, enctype = 'application/x-www-form-urlencoded')
  uri = URI(url)
  request = kind.new(uri)
  request.basic_auth(ENV.fetch('FLIP_SANDBOX_SECRET_KEY'), '')
  request['Request-ID'] = "bigflip-#{SecureRandom.uuid}"
  request.set_form(form, enctype) if form
  response = Net::HTTP.start(uri.host, uri.port, use_ssl: true) { |http| http.request(request) }
  abort "#{request.method} #{url}: #{response.code} #{response.body}" unless response.code == '200'
  JSON.parse(response.body)
end

def upload(user, name, selfie)
  File.open("fixtures/images/#{name}", 'rb') do |image|
    form = [%w[user_type 1], %w[identity_type 1], ['selfie', selfie], ['image', image]]
    call(Net::HTTP::Put, "#{user}/identities", form, 'multipart/form-data')['image_url']
  end
end

agent = call(
  Net::HTTP::Post, "#{AGENTS}/agents",
  name: 'Siti', identity_type: 'ktp', identity_number: '3174055506980001', birth_date: '04-06-1998',
  birth_place: 'Jakarta', country_id: 1, province_id: 1, city_id: 1, district_id: 1, address: 'Jakarta',
  gender: 'female', occupation: 'entrepreneur', phone_number: '081234567890'
)
user = "#{KYC}/users/#{agent['id']}"
image = Net::HTTP.get_response(URI(upload(user, 'identity-card.png', '0')))
abort "the image: #{image.code}" unless image.code == '200'
upload(user, 'selfie.jpg', '1')
call(Net::HTTP::Put, "#{user}/submit", { user_type: 1 })

status = nil
50.times do
  status = call(Net::HTTP::Get, "#{AGENTS}/agents/#{agent['id']}")['kyc_status']
  puts(status) || exit if status == 'APPROVED'
  sleep 0.1
end
abort "the agent is still #{status}"
