// Prints an answer's id as encoding/json reads it into an int64.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	var answer struct {
		ID int64 `json:"id"`
	}
	if err := json.NewDecoder(os.Stdin).Decode(&answer); err != nil {
		panic(err)
	}
	fmt.Println(answer.ID)
}
