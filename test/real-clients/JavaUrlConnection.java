import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Registers an agent with Flip and waits until it is approved: Java with HttpURLConnection. */
public class JavaUrlConnection {
  static final String AGENTS = "https://bigflip.id/api/v2";
  static final String KYC = "https://api.flip.id/kyc/api/v1";
  static final String FORM = "application/x-www-form-urlencoded";

  public static void main(String[] words) throws Exception {
    String id = field("id", send("POST", AGENTS + "/agents", FORM, form(Map.ofEntries(
        Map.entry("name", "Siti"), Map.entry("identity_type", "ktp"),
        Map.entry("identity_number", "3174055506980001"), Map.entry("birth_date", "04-06-1998"),
        Map.entry("birth_place", "Jakarta"), Map.entry("country_id", "1"), Map.entry("province_id", "1"),
        Map.entry("city_id", "1"), Map.entry("district_id", "1"), Map.entry("address", "Jakarta"),
        Map.entry("gender", "female"), Map.entry("occupation", "entrepreneur"),
        Map.entry("phone_number", "081234567890")))));
    String user = KYC + "/users/" + id;
    URL image = new URL(upload(user, "identity-card.png", "0"));
    int seen = ((HttpURLConnection) image.openConnection()).getResponseCode();
    if (seen != 200) throw new IllegalStateException("the image: " + seen);
    upload(user, "selfie.jpg", "1");
    send("PUT", user + "/submit", FORM, form(Map.of("user_type", "1")));

    String status = "";
    for (int left = 50; left > 0; left--) {
      status = field("kyc_status", send("GET", AGENTS + "/agents/" + id, null, null));
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
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    connection.setRequestMethod(method);
    connection.setRequestProperty("Authorization", "Basic " + Base64.getEncoder().encodeToString(key.getBytes()));
    connection.setRequestProperty("Request-ID", "bigflip-" + UUID.randomUUID());
    connection.setReadTimeout(20_000);
    if (type != null) {
      connection.setRequestProperty("Content-Type", type);
      connection.setDoOutput(true);
      connection.getOutputStream().write(body);
    }
    int status = connection.getResponseCode();
    InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    if (status == 200) return text;
    throw new IllegalStateException(method + " " + url + ": " + status + " " + text);
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
