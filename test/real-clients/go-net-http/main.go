// Registers an agent with Flip and waits until it is approved: Go with nothing but its own library.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

const (
	agents = "https://bigflip.id/big_sandbox_api/v2"
	kyc    = "https://api.flip.id/kyc-sandbox/api/v1"
	form   = "application/x-www-form-urlencoded"
)

type answer struct {
	ID        int    `json:"id"`
	KYCStatus string `json:"kyc_status"`
	ImageURL  string `json:"image_url"`
}

func main() {
	log.SetFlags(0)
	var agent answer
	call("POST", agents+"/agents", form, strings.NewReader(url.Values{
		"name": {"Siti"}, "identity_type": {"ktp"}, "identity_number": {"3174055506980001"},
		"birth_date": {"04-06-1998"}, "birth_place": {"Jakarta"}, "country_id": {"1"}, "province_id": {"1"},
		"city_id": {"1"}, "district_id": {"1"}, "address": {"Jakarta"}, "gender": {"female"},
		"occupation": {"entrepreneur"}, "phone_number": {"081234567890"},
	}.Encode()), &agent)
	user := fmt.Sprintf("%s/users/%d", kyc, agent.ID)
	image, err := http.Get(upload(user, "identity-card.png", "0"))
	if err != nil || image.StatusCode != 200 {
		log.Fatal("the image: ", image, err)
	}
	upload(user, "selfie.jpg", "1")
	call("PUT", user+"/submit", form, strings.NewReader("user_type=1"), nil)

	for left := 50; left > 0; left-- {
		call("GET", fmt.Sprintf("%s/agents/%d", agents, agent.ID), "", nil, &agent)
		if agent.KYCStatus == "APPROVED" {
			fmt.Println(agent.KYCStatus)
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	log.Fatal("the agent is still ", agent.KYCStatus)
}

func upload(user, name, selfie string) string {
	content, err := os.ReadFile("fixtures/images/" + name)
	if err != nil {
		log.Fatal(err)
	}
	var body bytes.Buffer
	writer := multipart.NewWriter(&body)
	writer.WriteField("user_type", "1")
	writer.WriteField("identity_type", "1")
	writer.WriteField("selfie", selfie)
	part, _ := writer.CreateFormFile("image", name)
	part.Write(content)
	writer.Close()
	var uploaded answer
	call("PUT", user+"/identities", writer.FormDataContentType(), &body, &uploaded)
	return uploaded.ImageURL
}

func call(method, url, contentType string, body io.Reader, into any) {
	request, err := http.NewRequest(method, url, body)
	if err != nil {
		log.Fatal(err)
	}
	request.SetBasicAuth(os.Getenv("FLIP_SANDBOX_SECRET_KEY"), "")
	request.Header.Set("Request-ID", "bigflip-7d2a1c52-54a6-4d5d-8b0a-0c3b8a3f1e01")
	if contentType != "" {
		request.Header.Set("Content-Type", contentType)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != 200 {
		log.Fatal(method, " ", url, ": ", response.Status, " ", string(text), err)
	}
	if into != nil {
		if err := json.Unmarshal(text, into); err != nil {
			log.Fatal(err)
		}
	}
}
