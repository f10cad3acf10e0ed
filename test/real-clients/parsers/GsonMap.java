import com.google.gson.Gson;
import java.io.InputStreamReader;
import java.util.Map;

/** Prints an answer's id as Gson reads it into a map. */
public class GsonMap {
  public static void main(String[] words) {
    System.out.println(new Gson().fromJson(new InputStreamReader(System.in), Map.class).get("id"));
  }
}
