<?php

// Registers an agent with Flip and waits until it is approved: PHP with Guzzle.

require '/usr/share/php/GuzzleHttp/autoload.php';

const AGENTS = 'https://bigflip.id/big_sandbox_api/v2';
const KYC = 'https://api.flip.id/kyc-sandbox/api/v1';

$flip = new GuzzleHttp\Client([
    'auth' => [getenv('FLIP_SANDBOX_SECRET_KEY'), ''],
    'headers' => ['Request-ID' => 'bigflip-7d2a1c52-54a6-4d5d-8b0a-0c3b8a3f1e01'],
    'timeout' => 20,
]);

function call(string $method, string $url, array $options = []): array
{
    global $flip;
    return json_decode($flip->request($method, $url, $options)->getBody(), true);
}

function upload(string $user, string $name, int $selfie): string
{
    return call('PUT', "$user/identities", ['multipart' => [
        ['name' => 'user_type', 'contents' => 1],
        ['name' => 'identity_type', 'contents' => 1],
        ['name' => 'selfie', 'contents' => $selfie],
        ['name' => 'image', 'contents' => fopen("fixtures/images/$name", 'r')],
    ]])['image_url'];
}

$agent = call('POST', AGENTS . '/agents', ['form_params' => [
    'name' => 'Siti', 'identity_type' => 'ktp', 'identity_number' => '3174055506980001',
    'birth_date' => '04-06-1998', 'birth_place' => 'Jakarta', 'country_id' => 1, 'province_id' => 1,
    'city_id' => 1, 'district_id' => 1, 'address' => 'Jakarta', 'gender' => 'female',
    'occupation' => 'entrepreneur', 'phone_number' => '081234567890',
]]);
$user = KYC . "/users/{$agent['id']}";
(new GuzzleHttp\Client())->get(upload($user, 'identity-card.png', 0));
upload($user, 'selfie.jpg', 1);
call('PUT', "$user/submit", ['form_params' => ['user_type' => 1]]);

for ($left = 50; $left > 0; $left--) {
    $status = call('GET', AGENTS . "/agents/{$agent['id']}")['kyc_status'];
    if ($status === 'APPROVED') {
        echo "$status\n";
        exit(0);
    }
    usleep(100_000);
}
fwrite(STDERR, "the agent is still $status\n");
exit(1);
