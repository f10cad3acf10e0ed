import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Registers an agent with Flip and waits until it is approved: Java with java.net.http.HttpClient. */
public class JavaHttpClient {
  static final String AGENTS = "https://bigflip.id/big_sandbox_api/v2";
  static final String KYC = "https://api.flip.id/kyc-sandbox/api/v1";
  static final String FORM = "application/x-www-form-urlencoded";
  static final HttpClient CLIENT = HttpClient.newHttpClient();

  public static void main(String[] words) throws Exception {
    String id = field("id", send("POST", AGENTS + "/agents", FORM, form(Map.ofEntries(
        Map.entry("name", "Siti"), Map.entry("identity_type", "ktp"),
        Map.entry("identity_number", "3174055506980001"), Map.entry("birth_date", "04-06-1998"),
        Map.entry("birth_place", "Jakarta"), Map.entry("country_id", "1"), Map.entry("province_id", "1"),
        Map.entry("city_id", "1"), Map.entry("district_id", "1"), Map.entry("address", "Jakarta"),
        Map.entry("gender", "female"), Map.entry("occupation", "entrepreneur"),
        Map.entry("phone_number", "081234567890")))));
    String user = KYC + "/users/" + id;
    HttpRequest image = HttpRequest.newBuilder(URI.create(upload(user, "identity-card.png", "0"))).build();
    int seen = CLIENT.send(image, BodyHandlers.discarding()).statusCode();
    if (seen != 200) throw new IllegalStateException("the image: " + seen);
    upload(user, "selfie.jpg", "1");
    send("PUT", user + "/submit", FORM, form(Map.of("user_type", "1")));

    String status = "";
    for (int left = 50; left > 0; left--) {
      status = field("kyc_status", send("GET", AGENTS + "/agents/" + id, null, new byte[0]));
      if (status.equals("APPROVED")) {
        System.out.println(status);
        return;
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the agent is still " + status);
  }

  static String upload(String user, String name, String selfie) throws Exception {
    String boundary = UUID.randomUUID().toString();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (String[] field : new String[][] {{"user_type", "1"}, {"identity_type", "1"}, {"selfie", selfie}}) {
      body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field[0] + "\"\r\n\r\n"
          + field[1] + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
    body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"" + name
        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    body.writeBytes(Files.readAllBytes(Path.of("fixtures/images", name)));
    body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    String type = "multipart/form-data; boundary=" + boundary;
    return field("image_url", send("PUT", user + "/identities", type, body.toByteArray()));
  }

  static String send(String method, String url, String type, byte[] body) throws Exception {
    String key = System.getenv("FLIP_SANDBOX_SECRET_KEY") + ":";
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
        .method(method, BodyPublishers.ofByteArray(body))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(key.getBytes()))
        .header("Request-ID", "bigflip-" + UUID.randomUUID())
        .timeout(Duration.ofSeconds(20));
    if (type != null) request.header("Content-Type", type);
    HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() == 200) return response.body();
    throw new IllegalStateException(method + " " + url + ": " + response.statusCode() + " " + response.body());
  }

  static byte[] form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&")).getBytes(StandardCharsets.UTF_8);
  }

  static String field(String name, String json) {
    Matcher found = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
    if (!found.find()) throw new IllegalStateException("no " + name + " in " + json);
    return found.group(1);
  }
}
