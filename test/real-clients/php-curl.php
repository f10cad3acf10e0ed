<?php

// Registers an agent with Flip and waits until it is approved: PHP with its extension curl.

const AGENTS = 'https://bigflip.id/api/v2';
const KYC = 'https://api.flip.id/kyc/api/v1';

function call(string $method, string $url, array|string|null $body = null): array
{
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 20,
        CURLOPT_USERPWD => getenv('FLIP_SANDBOX_SECRET_KEY') . ':',
        CURLOPT_HTTPHEADER => ['Request-ID: bigflip-7d2a1c52-54a6-4d5d-8b0a-0c3b8a3f1e01'],
    ]);
    if ($body !== null) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
    }
    $answer = curl_exec($curl);
    if (curl_getinfo($curl, CURLINFO_RESPONSE_CODE) !== 200) {
        fwrite(STDERR, "$method $url: " . ($answer ?: curl_error($curl)) . "\n");
        exit(1);
    }
    return json_decode($answer, true);
}

function upload(string $user, string $name, int $selfie): string
{
    $fields = ['user_type' => 1, 'identity_type' => 1, 'selfie' => $selfie];
    $fields['image'] = new CURLFile("fixtures/images/$name");
    return call('PUT', "$user/identities", $fields)['image_url'];
}

$agent = call('POST', AGENTS . '/agents', http_build_query([
    'name' => 'Siti', 'identity_type' => 'ktp', 'identity_number' => '3174055506980001',
    'birth_date' => '04-06-1998', 'birth_place' => 'Jakarta', 'country_id' => 1, 'province_id' => 1,
    'city_id' => 1, 'district_id' => 1, 'address' => 'Jakarta', 'gender' => 'female',
    'occupation' => 'entrepreneur', 'phone_number' => '081234567890',
]));
$user = KYC . "/users/{$agent['id']}";
if (file_get_contents(upload($user, 'identity-card.png', 0)) === false) {
    exit(1);
}
upload($user, 'selfie.jpg', 1);
call('PUT', "$user/submit", http_build_query(['user_type' => 1]));

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
