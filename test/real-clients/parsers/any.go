// Prints an answer's id as encoding/json reads it where nothing says of which type it is.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	var answer map[string]any
	if err := json.NewDecoder(os.Stdin).Decode(&answer); err != nil {
		panic(err)
	}
	fmt.Println(answer["id"])
}
