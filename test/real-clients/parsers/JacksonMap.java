import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** Prints an answer's id as Jackson reads it into a map. */
public class JacksonMap {
  public static void main(String[] words) throws Exception {
    System.out.println(new ObjectMapper().readValue(System.in, Map.class).get("id"));
  }
}
